//! Bodies of a place, people behind letters, places in lists; bodies that only the words
//! around them tell.

use expect_test::expect;

use tajuk::lang::Lang;

use crate::names::strangers;

#[test]
fn a_body_has_the_name_of_its_place() {
    strangers(
        "LBH Banda Aceh dan Pemprov Sulbar bertemu. Kepala BPBD Kotim Rihel Sanggu pulang. DPC \
         Gerindra Maluku Tengah menunggu. PTUN Surabaya menolak, KONI Pusat diam. Buruh \
         FPE-KSBSI mogok, kata Ketua KNTI Surabaya-Sumbar.\n",
        Lang::Id,
        expect![[r#"
            org/lbh-banda-aceh "-" LBH Banda Aceh(full)
            org/pemprov-sulbar "-" Pemprov Sulbar(full)
            org/bpbd-kotim "-" BPBD Kotim(full)
            person/rihel-sanggu "Kepala BPBD Kotim" Rihel Sanggu(full)
            org/dpc-gerindra-maluku-tengah "-" DPC Gerindra Maluku Tengah(full)
            org/ptun-surabaya "-" PTUN Surabaya(full)
            org/koni-pusat "-" KONI Pusat(full)
            org/fpe-ksbsi "-" FPE-KSBSI(full)
            org/knti-surabaya-sumbar "-" KNTI Surabaya-Sumbar(full)
        "#]],
    );
    strangers(
        "KTT Bali ditutup, UMK Surabaya naik, dan harga BBM Jakarta tetap.\n",
        Lang::Id,
        expect![""],
    );
}

#[test]
fn schools_churches_and_sick_houses_are_named_to_their_ends() {
    strangers(
        "Murid SMAN 2 Sampit dan MTs Darul A'mal libur. Gereja Kristen Injili di Tanah Papua dan \
         Muhammadiyah mengirim bidan ke RSUD dr. J. Latumahina. Pondok Pesantren Nurul Musi \
         membuka dapur. Di Gereja Kristen tidak ada beras. RSUD berutang.\n",
        Lang::Id,
        expect![[r#"
            org/sman-2-sampit "-" SMAN 2 Sampit(full)
            org/mts-darul-a-mal "-" MTs Darul A'mal(full)
            org/gereja-kristen-injili-di-tanah-papua "-" Gereja Kristen Injili di Tanah Papua(full)
            org/muhammadiyah "-" Muhammadiyah(full)
            org/rsud-dr-j-latumahina "-" RSUD dr. J. Latumahina(full)
            org/pondok-pesantren-nurul-musi "-" Pondok Pesantren Nurul Musi(full)
            org/gereja-kristen "-" Gereja Kristen(full)
        "#]],
    );
}

#[test]
fn somebody_is_named_behind_letters_and_titles() {
    strangers(
        "Ketua Umum FSPBI Suparno menolak. Ketua koperasi Lastri Wulandari setuju. Romo Leo Seran \
         diam. Letkol Inf Johny Purba hadir. Yosua, 23 tahun, pulang. Majelis yang diketuai I Nengah \
         Suastika bubar. Jaksa Lasma br. Sihombing, S.H., M.H., hadir. Kepala Biro Humas PPATK \
         Nasrul Wibisono tidak.\n",
        Lang::Id,
        expect![[r#"
            org/fspbi "-" FSPBI(full)
            person/suparno "Ketua Umum FSPBI" Suparno(full)
            person/lastri-wulandari "Ketua koperasi" Lastri Wulandari(full)
            person/leo-seran "Romo" Leo Seran(full)
            person/johny-purba "-" Johny Purba(full)
            person/yosua "-" Yosua(full)
            person/i-nengah-suastika "-" I Nengah Suastika(full)
            person/lasma "Jaksa" Lasma(full)
            org/ppatk "-" PPATK(full)
            person/nasrul-wibisono "Kepala Biro Humas PPATK" Nasrul Wibisono(full)
        "#]],
    );
}

#[test]
fn places_in_a_list_and_of_people() {
    strangers(
        "Kapal singgah di Surabaya, Wasleti, dan Barumbu. Sesilia, warga Balisosang, menunggu; \
         warga Tionghoa dan warga Muslim ikut. Perairan Negeri Haya tenang. Ia belajar bahasa \
         Inggris. Manajer datang, Rudolf, dan pulang.\n",
        Lang::Id,
        expect![[r#"
            place/wasleti "-" Wasleti(full)
            place/barumbu "-" Barumbu(full)
            person/sesilia "warga Balisosang" Sesilia(full)
            place/balisosang "-" Balisosang(full)
            place/tionghoa "-" Tionghoa(full)
            person/rudolf "Manajer datang" Rudolf(full)
        "#]],
    );
}

#[test]
fn an_outlet_stands_behind_the_place_of_a_dateline() {
    strangers(
        "MEDAN, Harian Suar — Jaksa menuntut tiga perekrut.\n",
        Lang::Id,
        expect![[r#"
        place/medan "-" MEDAN(full)
        org/harian-suar "-" Harian Suar(full)
    "#]],
    );
    strangers(
        "SENTANI — Api padam di Sentani, Jumat.\n",
        Lang::Id,
        expect![[r#"
        place/sentani "-" SENTANI(full) Sentani(full)
    "#]],
    );
}

#[test]
fn words_around_tell_an_english_body() {
    strangers(
        "Pilots of the union, Synpolca, walked out. Domowita, which speaks for the Sorbs, objects. \
         Volcarra trader Mareike Oldenburg expects rain. Customers include BMW, Posco and Redwell \
         Materials. In Sanglang, eight boats are for sale. He was told Monday, then Tuesday.\n",
        Lang::En,
        expect![[r#"
            org/synpolca "-" Synpolca(full)
            org/domowita "-" Domowita(full)
            org/volcarra "-" Volcarra(full)
            person/mareike-oldenburg "trader" Mareike Oldenburg(full)
            org/bmw "-" BMW(full)
            org/posco "-" Posco(full)
            org/redwell-materials "-" Redwell Materials(full)
            place/sanglang "-" Sanglang(full)
        "#]],
    );
    strangers(
        "Garwessa, Kenya — Vietnam Coffee and Cocoa Association chairman Nguyen Nam Hai left. \
         Bishop Ottilie Brandes-Nowak and a firm owned by Rainer Szymanski stayed. Neither Nowak \
         nor Szymanski spoke. Georgia's governor did.\n",
        Lang::En,
        expect![[r#"
            place/garwessa "-" Garwessa(full)
            org/vietnam-coffee-and-cocoa-association "-" Vietnam Coffee and Cocoa Association(full)
            person/nguyen-nam-hai "chairman" Nguyen Nam Hai(full)
            person/ottilie-brandes-nowak "Bishop" Ottilie Brandes-Nowak(full)
            person/rainer-szymanski "-" Rainer Szymanski(full) Szymanski(short)
            person/neither-nowak "-" Neither Nowak(full)
            place/georgia "-" Georgia(full)
        "#]],
    );
}

#[test]
fn a_name_is_whole_where_the_article_has_told_it() {
    strangers(
        "Kapal milik PT Lintas Seram Abadi karam. Menurut Direktur Operasi Lintas Seram Abadi \
         Roby Tanihatu, mesinnya baru.\n",
        Lang::Id,
        expect![[r#"
            org/pt-lintas-seram-abadi "-" PT Lintas Seram Abadi(full)
            org/lintas-seram-abadi "-" Lintas Seram Abadi(full)
            person/roby-tanihatu "Direktur Operasi Lintas Seram Abadi" Roby Tanihatu(full)
        "#]],
    );
}

#[test]
fn two_firms_are_two_and_figures_are_no_ages() {
    strangers(
        "PT Obi Nikel Cobalt dan Megah Surya Pertiwi berbagi dermaga. Menko Perekonomian hadir. \
         Ketua Ikatan Karyawan Film dan Televisi pulang.\n",
        Lang::Id,
        expect![[r#"
            org/pt-obi-nikel-cobalt "-" PT Obi Nikel Cobalt(full)
            org/megah-surya-pertiwi "-" Megah Surya Pertiwi(full)
            org/ikatan-karyawan-film-dan-televisi "-" Ikatan Karyawan Film dan Televisi(full)
        "#]],
    );
    strangers(
        "There are 2.179 million Naples, 1.802 million Turin. Opposition lawmaker Laurynas Kasta \
         of Homeland Union spoke of Educational Leadership, Sport Studies and law.\n",
        Lang::En,
        expect![[r#"
            place/naples "-" Naples(full)
            org/homeland-union "-" Homeland Union(full)
        "#]],
    );
}
