//! Names to their ends: places by their nouns, authorities without the people in
//! them, people with particles, hyphens and what they are.

use expect_test::{Expect, expect};
use jiff::civil::date;

use tajuk::detect::{Article, Brief};
use tajuk::knowledge::Base;
use tajuk::lang::Lang;
use tajuk::structure::Format;
use tajuk::text::Buffer;

use crate::names::strangers;

#[test]
fn an_authority_ends_where_its_officer_begins() {
    strangers(
        "Kepala Dinas Perhubungan Ratna Dewanti menolak usul itu.\n\n\
         Direktur Pengelolaan Imunisasi Kementerian Kesehatan Intan Permatasari Hutagalung \
         mengatakan hal lain. Menurut Intan, Menteri Pendidikan belum tahu.\n\n\
         Kementerian Pendidikan, Kebudayaan, Riset, dan Teknologi diam. Direktur Kementerian \
         Perhubungan Joko Prabowo hadir. Direktur ReforMiner Institute Komaidi Notonegoro diam.\n",
        Lang::Id,
        expect![[r#"
            org/dinas-perhubungan "-" Dinas Perhubungan(full)
            person/ratna-dewanti "Kepala Dinas Perhubungan" Ratna Dewanti(full)
            org/kementerian-kesehatan "-" Kementerian Kesehatan(full)
            person/intan-permatasari-hutagalung "Direktur Pengelolaan Imunisasi Kementerian Kesehatan" Intan Permatasari Hutagalung(full) Intan(short)
            org/kementerian-pendidikan-kebudayaan-riset-dan-teknologi "-" Kementerian Pendidikan, Kebudayaan, Riset, dan Teknologi(full)
            org/kementerian-perhubungan "-" Kementerian Perhubungan(full)
            person/joko-prabowo "Direktur Kementerian Perhubungan" Joko Prabowo(full)
            org/reforminer-institute "-" ReforMiner Institute(full)
            person/komaidi-notonegoro "Direktur ReforMiner Institute" Komaidi Notonegoro(full)
        "#]],
    );
}

#[test]
fn places_are_told_by_their_nouns() {
    strangers(
        "Kapal dari Pelabuhan Kalianget melintasi Selat Sapudi dan Laut Natuna Utara. Kepala Desa \
         Gayam Sumiati menunggu di Kecamatan Raas. Pesawat mendarat di Bandara Soekarno-Hatta, \
         dan Sungai Kelurahan meluap. Sinyal di Citayam rusak.\n\nReaksi di Kawasan\n",
        Lang::Id,
        expect![[r#"
            place/pelabuhan-kalianget "-" Pelabuhan Kalianget(full)
            place/selat-sapudi "-" Selat Sapudi(full)
            place/desa-gayam "-" Desa Gayam(full)
            person/sumiati "Kepala Desa Gayam" Sumiati(full)
            place/kecamatan-raas "-" Kecamatan Raas(full)
            place/bandara-soekarno-hatta "-" Bandara Soekarno-Hatta(full)
            place/sungai-kelurahan "-" Sungai Kelurahan(full)
            place/citayam "-" Citayam(full)
        "#]],
    );
    strangers(
        "Tankers left the Niger Delta for the Gulf of Guinea and the Mozambique Channel. In Kano \
         State and Gazipur District the State Department saw no ship. Port Harcourt waited, said \
         a clerk outside Brannock. In March the High Court of Fiji agreed, in Word format.\n",
        Lang::En,
        expect![[r#"
            place/niger-delta "-" Niger Delta(full)
            place/gulf-of-guinea "-" Gulf of Guinea(full)
            place/mozambique-channel "-" Mozambique Channel(full)
            place/kano-state "-" Kano State(full)
            org/state-department "-" State Department(full)
            place/port-harcourt "-" Port Harcourt(full)
            place/brannock "-" Brannock(full)
            org/high-court-of-fiji "-" High Court of Fiji(full)
        "#]],
    );
}

/// A city and a province of one name: a place is named, but not which.
#[test]
fn a_place_of_which_there_are_two_is_a_place() {
    strangers(
        "JAMBI — Hujan turun lagi. Nelayan Natuna pulang lebih awal.\n",
        Lang::Id,
        expect![[r#"
            place/jambi "-" JAMBI(full)
            place/natuna "-" Natuna(full)
        "#]],
    );
}

#[test]
fn people_are_named_to_the_end() {
    strangers(
        "“Kami menunggu,” kata Halimah binti Syukur. Pelatih Kim Dong-hwan dan Prof. Dr. Ir. \
         Hartono Wibisono, M.Eng., datang. Peneliti I Putu Gede Arsana tidak. Pengamat hubungan \
         internasional Wening Arsita membaca hasil itu. Oji, terpidana kasus pencurian, tertawa. \
         Warga membeli Bahan Bakar Minyak. Anggota DPR Jaya Sukmana pulang.\n",
        Lang::Id,
        expect![[r#"
            person/halimah-binti-syukur "-" Halimah binti Syukur(full)
            person/kim-dong-hwan "Pelatih" Kim Dong-hwan(full)
            person/hartono-wibisono "-" Hartono Wibisono(full)
            person/i-putu-gede-arsana "Peneliti" I Putu Gede Arsana(full)
            person/wening-arsita "Pengamat hubungan internasional" Wening Arsita(full)
            person/oji "terpidana kasus pencurian" Oji(full)
            person/jaya-sukmana "Anggota DPR" Jaya Sukmana(full)
        "#]],
    );
    strangers(
        "Park Min-ji and Mahmud ul-Haque Chowdhury met. Its vice-president, Rafiqul Islam \
         Talukder, said little. Celso dos Santos Mabunda agreed. Fatou bint Jallow, a trader, \
         left for Poland, a member of the union. Dr. Amina Okoye-Bright stayed.\n",
        Lang::En,
        expect![[r#"
            person/park-min-ji "-" Park Min-ji(full)
            person/mahmud-ul-haque-chowdhury "-" Mahmud ul-Haque Chowdhury(full)
            person/rafiqul-islam-talukder "-" Rafiqul Islam Talukder(full)
            person/celso-dos-santos-mabunda "-" Celso dos Santos Mabunda(full)
            person/fatou-bint-jallow "trader" Fatou bint Jallow(full)
            person/amina-okoye-bright "-" Amina Okoye-Bright(full)
        "#]],
    );
}

#[test]
fn a_short_form_in_brackets_stands_for_the_whole_name() {
    strangers(
        "Institut Layanan Energi Nusantara (ILEN) menghitung kerugian. Menurut ILEN, Produk \
         Domestik Bruto (PDB) turun. Perkumpulan Kesehatan Pesisir (Pekat) setuju, dan Pekat \
         menulis surat. RSUD dr. Moh. Saleh penuh. Kodim 0827/Sumenep membantu.\n",
        Lang::Id,
        expect![[r#"
            org/institut-layanan-energi-nusantara "-" Institut Layanan Energi Nusantara(full) ILEN(acronym) ILEN(acronym)
            org/perkumpulan-kesehatan-pesisir "-" Perkumpulan Kesehatan Pesisir(full) Pekat(acronym) Pekat(acronym)
            org/rsud-dr-moh-saleh "-" RSUD dr. Moh. Saleh(full)
            org/kodim-0827-sumenep "-" Kodim 0827/Sumenep(full)
        "#]],
    );
    strangers(
        "The Korea Trade-Investment Promotion Agency met the Institute for Essential Grid Reform \
         (IEGR). IEGR was pleased, and so was the Mozambican Meteorological Service. Great \
         Service! The Alliance of Clerks and the Union of Bakers did not come.\n",
        Lang::En,
        expect![[r#"
            org/korea-trade-investment-promotion-agency "-" Korea Trade-Investment Promotion Agency(full)
            org/institute-for-essential-grid-reform "-" Institute for Essential Grid Reform(full) IEGR(acronym) IEGR(acronym)
            org/mozambican-meteorological-service "-" Mozambican Meteorological Service(full)
            org/alliance-of-clerks "-" Alliance of Clerks(full)
            org/union-of-bakers "-" Union of Bakers(full)
        "#]],
    );
}

#[track_caller]
fn known(text: &str, lang: Lang, wanted: Expect) {
    let brief = Brief {
        format: Format::Plain,
        lang: Some(lang),
        article_date: None,
        file_date: None,
        today: date(2026, 1, 1),
        base: Base::built_in(),
    };
    let article = Article::read(&Buffer::new(text, 0), &brief);
    let told = article.mentions().iter().map(|it| {
        let entity = article.entities()[it.entity].known;
        format!("{}: {}\n", it.span.of(text), article.base.entry(entity).id)
    });
    wanted.assert_eq(&told.collect::<String>());
}

/// A ministry is its country's; a country at the end of a name is none.
#[test]
fn ministries_and_names_that_end_in_a_country() {
    known(
        "Kemlu RI menolak. Kementerian Luar Negeri menulis surat, tetapi Kementerian Luar Negeri \
         Tiongkok diam. Dosen Universitas Indonesia dan Ikatan Dokter Anak Indonesia setuju. Petani \
         Indonesia menunggu.\n",
        Lang::Id,
        expect![[r#"
            RI: country/ID
            Kementerian Luar Negeri: org/kemlu
            Tiongkok: country/CN
            Indonesia: country/ID
            Indonesia: country/ID
        "#]],
    );
    known(
        "The Georgian parliament met. Georgia voted on Sunday, said a clerk.\n",
        Lang::En,
        expect![[r#"
            Georgian: country/GE
            Georgia: country/GE
        "#]],
    );
    strangers(
        "Ketua SPTN Yosep Lado menolak. “Kami lelah,” ujarnya. Kemlu RI diam.\n",
        Lang::Id,
        expect![[r#"
            org/sptn "-" SPTN(full)
            person/yosep-lado "Ketua SPTN" Yosep Lado(full)
            org/kemlu "-" Kemlu(full)
        "#]],
    );
}

#[test]
fn firms_are_told_by_what_joins_ends_and_holds_them() {
    strangers(
        "The port operator Tidewell Logistics hired Brandt, Cole and Partners, and insures with \
         Pollard & Sons. Zephyr Marine Oyj and Volta Kraft GmbH bid. Nordvolt Grid blames the \
         planners. Shares in Vitrel and Tavix fell. Bravo Tankers, which owns the ship, is silent. \
         Lokomotiv Harsk lost. The Freedom and Dignity Party met Russia's Volga Corps. It was \
         shown before (Marsden & Mackey, 2014).\n",
        Lang::En,
        expect![[r#"
            org/tidewell-logistics "-" Tidewell Logistics(full)
            org/brandt-cole-and-partners "-" Brandt, Cole and Partners(full)
            org/pollard-sons "-" Pollard & Sons(full)
            org/zephyr-marine-oyj "-" Zephyr Marine Oyj(full)
            org/volta-kraft-gmbh "-" Volta Kraft GmbH(full)
            org/nordvolt-grid "-" Nordvolt Grid(full)
            org/vitrel "-" Vitrel(full)
            org/tavix "-" Tavix(full)
            org/bravo-tankers "-" Bravo Tankers(full)
            org/lokomotiv-harsk "-" Lokomotiv Harsk(full)
            org/freedom-and-dignity-party "-" Freedom and Dignity Party(full)
            org/volga-corps "-" Volga Corps(full)
            org/marsden-mackey "-" Marsden & Mackey(full)
        "#]],
    );
    strangers(
        "Produsen baterai Selaka menutup pabriknya. Aplikasi Pintas dan Kilasan menolak. Direktur \
         Walu Hijau Ones Marbun hadir. Juru bicara Pintas Rina Hapsari diam. Firma Adiputra & \
         Rekan setuju. Maritim Watch juga. Lasmi, ketua serikat itu, pulang. Rumah Sakit Undata \
         penuh. Kepala Desa Wailebe Yohanes Kian marah. \
         Anaknya, Melati, tidur. PLN Unit Pelaksana Pelayanan Flores Timur datang.\n",
        Lang::Id,
        expect![[r#"
            org/selaka "-" Selaka(full)
            org/pintas "-" Pintas(full)
            org/kilasan "-" Kilasan(full)
            org/walu-hijau "-" Walu Hijau(full)
            person/ones-marbun "Direktur Walu Hijau" Ones Marbun(full)
            person/rina-hapsari "Juru bicara Pintas" Rina Hapsari(full)
            org/firma-adiputra-rekan "-" Firma Adiputra & Rekan(full)
            org/maritim-watch "-" Maritim Watch(full)
            person/lasmi "ketua serikat itu" Lasmi(full)
            org/rumah-sakit-undata "-" Rumah Sakit Undata(full)
            place/desa-wailebe "-" Desa Wailebe(full)
            person/yohanes-kian "Kepala Desa Wailebe" Yohanes Kian(full)
            person/melati "-" Melati(full)
            org/pln-unit-pelaksana-pelayanan-flores-timur "-" PLN Unit Pelaksana Pelayanan Flores Timur(full)
        "#]],
    );
}

#[test]
fn a_body_ends_where_somebody_begins() {
    strangers(
        "Guru besar Universitas Indonesia Hikma Wiratama setuju. Ekonom Bank Mandiri Andra Wirasto \
         ragu. Rektor Institut Teknologi Bandung Tatang Wirajaya pulang. JB Kristanto mengatakan \
         itu perlu. Kementerian Kelautan, Pesisir, dan Pulau Kecil diam.\n",
        Lang::Id,
        expect![[r#"
            org/universitas-indonesia "-" Universitas Indonesia(full)
            person/hikma-wiratama "Guru besar Universitas Indonesia" Hikma Wiratama(full)
            org/bank-mandiri "-" Bank Mandiri(full)
            person/andra-wirasto "Ekonom Bank Mandiri" Andra Wirasto(full)
            org/institut-teknologi-bandung "-" Institut Teknologi Bandung(full)
            person/tatang-wirajaya "Rektor Institut Teknologi Bandung" Tatang Wirajaya(full)
            person/jb-kristanto "-" JB Kristanto(full)
            org/kementerian-kelautan-pesisir-dan-pulau-kecil "-" Kementerian Kelautan, Pesisir, dan Pulau Kecil(full)
        "#]],
    );
    strangers(
        "The Ministry of Environment, Waters and Forests is silent. Merrill Lynch cut its forecast. \
         The High Court sat on Monday.\n",
        Lang::En,
        expect![[r#"
            org/ministry-of-environment-waters-and-forests "-" Ministry of Environment, Waters and Forests(full)
            org/merrill-lynch "-" Merrill Lynch(full)
            org/high-court "-" High Court(full)
        "#]],
    );
}

#[test]
fn what_a_name_means_is_told_by_what_stands_beside_it() {
    known(
        "Georgia voted on Sunday. Protesters gathered in Tbilisi. A Nairobi brokerage disagreed. \
         George Washington was tall. Washington rejected it.\n",
        Lang::En,
        expect![[r#"
            Georgia: country/GE
            Tbilisi: place/tbilisi
            Nairobi: place/nairobi
            Washington: country/US
        "#]],
    );
    known(
        "Partai Bulan Bintang (PBB) lolos. PBB senang. Warga membayar PBB. Tersangka AS (32) \
         ditangkap. AS Roma kalah. Menlu AS diam.\n",
        Lang::Id,
        expect![[r#"
            Partai Bulan Bintang: org/crescent-star-party
            PBB: org/crescent-star-party
            PBB: org/crescent-star-party
            Roma: country/IT
            AS: country/US
        "#]],
    );
    known(
        "PBB mengecam serangan itu. Tarif PBB naik.\n",
        Lang::Id,
        expect![[r#"
        PBB: org/un
    "#]],
    );
}

#[test]
fn letters_that_the_article_defines_are_nobody_elses() {
    strangers(
        "The Kenya Ports Authority (KPA) said so. The KPA left.\n\nThe KPA will go on. The World \
         Health Organisation (WHO) agreed, and WHO stayed.\n",
        Lang::En,
        expect![[r#"
            org/kenya-ports-authority "-" Kenya Ports Authority(full) KPA(acronym) KPA(acronym) KPA(acronym)
        "#]],
    );
    strangers(
        "SPD kalah, kata Serikat Pekerja Dermaga (SPD). Menurut SPD, Badan Energi Atom \
         Internasional (IAEA) hadir dan IAEA setuju.\n",
        Lang::Id,
        expect![[r#"
            org/serikat-pekerja-dermaga "-" SPD(acronym) Serikat Pekerja Dermaga(full) SPD(acronym) SPD(acronym)
        "#]],
    );
}

#[test]
fn letters_that_stand_for_small_words_are_no_body() {
    strangers(
        "The launch of the soil moisture and ocean salinity (SMOS) satellite is late. Radio \
         frequency interference (RFI) hampers it, said the Lakeland Ports Authority (LPA).\n",
        Lang::En,
        expect![[r#"
            org/lakeland-ports-authority "-" Lakeland Ports Authority(full) LPA(acronym)
        "#]],
    );
    strangers(
        "Sebuah single buoy mooring (SBM) dibangun. Produk Domestik Bruto (PDB) turun, kata \
         Ikatan Nakhoda Timur (INT).\n",
        Lang::Id,
        expect![[r#"
            org/ikatan-nakhoda-timur "-" Ikatan Nakhoda Timur(full) INT(acronym)
        "#]],
    );
}

#[test]
fn a_body_named_in_full_is_known_by_its_first_words_and_by_its_noun() {
    strangers(
        "The Al-Khatib Foundation for Sea Workers sued Tidewell Logistics. Tidewell declined to \
         comment, and so did the Foundation. Inflation slowed, said the Inflation Research Group. The Coastal Gazette wrote that the Gazette knew. A \
         foundation of stone is no Foundation.\n",
        Lang::En,
        expect![[r#"
            org/al-khatib-foundation-for-sea-workers "-" Al-Khatib Foundation for Sea Workers(full) Foundation(short)
            org/tidewell-logistics "-" Tidewell Logistics(full) Tidewell(short)
            org/inflation-research-group "-" Inflation Research Group(full)
            org/coastal-gazette "-" Coastal Gazette(full) Gazette(short)
        "#]],
    );
    strangers(
        "Komisi Pengawas Keselamatan Industri memeriksa PT Bumi Karsa Tbk. Menurut Komisi, saham \
         Bumi Karsa turun. Komisi menunggu. Mei Ling Santoso pergi; Mei Ling tidak kembali.\n",
        Lang::Id,
        expect![[r#"
            org/komisi-pengawas-keselamatan-industri "-" Komisi Pengawas Keselamatan Industri(full) Komisi(short) Komisi(short)
            org/pt-bumi-karsa-tbk "-" PT Bumi Karsa Tbk(full) Bumi Karsa(short)
            person/ling-santoso "-" Ling Santoso(full)
            person/mei-ling "-" Mei Ling(full)
        "#]],
    );
    // A noun that always begins its sentence may be any.
    strangers(
        "Yayasan Pelita Ilmu berutang. Yayasan membayar.\n",
        Lang::Id,
        expect![[r#"
        org/yayasan-pelita-ilmu "-" Yayasan Pelita Ilmu(full)
    "#]],
    );
}

#[test]
fn a_party_of_a_country_is_that_countrys() {
    strangers(
        "Parties meet\n\nThe Democratic Party of Japan and the Social Democratic Party of Croatia met. \
         The Republican Party of Chile left. In Jakarta the Democratic Party of Indonesia won.\n",
        Lang::En,
        expect![[r#"
            org/democratic-party-of-japan "-" Democratic Party of Japan(full)
            org/social-democratic-party-of-croatia "-" Social Democratic Party of Croatia(full)
            org/republican-party-of-chile "-" Republican Party of Chile(full)
            org/democratic-party-of-indonesia "-" Democratic Party of Indonesia(full)
        "#]],
    );
    strangers(
        "Partai bertemu\n\nPartai Demokrat Italia menolak. Di Jakarta Partai Demokrat menerima.\n",
        Lang::Id,
        expect![[r#"
            org/partai-demokrat-italia "-" Partai Demokrat Italia(full)
        "#]],
    );
}
