//! When something is: what the text says, and what that means on the article's day.

use expect_test::{Expect, expect};
use jiff::civil::date;
use tajuk::detect::{Article, Brief};
use tajuk::knowledge::Base;
use tajuk::lang::Lang;
use tajuk::structure::Format;
use tajuk::text::Buffer;

/// Wednesday, 15 April 2026.
fn read(text: &str, lang: Lang) -> Article {
    let today = date(2026, 4, 15);
    let brief = Brief {
        format: Format::Plain,
        lang: Some(lang),
        article_date: Some(today),
        file_date: None,
        today,
        base: Base::built_in(),
    };
    Article::read(&Buffer::new(text, 0), &brief)
}

/// A line of the text, and below it what it tells.
fn check(text: &str, lang: Lang, expected: &Expect) {
    let mut drawn = String::new();
    for line in text.lines().map(str::trim).filter(|it| !it.is_empty()) {
        drawn += line;
        drawn += "\n";
        for (placed, facts, _) in read(&format!("{line}\n"), lang).passages() {
            let prose = placed.passage.prose();
            for it in &facts.whens {
                let point = it.on(date(2026, 4, 15)).map_or("-".to_owned(), |it| it.to_string());
                drawn += &format!("    {} = {point}\n", it.span.of(prose));
            }
            for it in &facts.quantities {
                let value = it.value.map_or("?".to_owned(), |it| it.to_string());
                drawn += &format!("    {}: {value} {:?}\n", it.whole.of(prose), it.unit);
            }
        }
    }
    expected.assert_eq(&drawn);
}

#[test]
fn indonesian_dates_mean_days() {
    let text = "
        Rapat digelar Selasa lalu, dan berlanjut Rabu pagi.
        Kantor itu belum menjawab hingga Jumat petang.
        Jalan itu tidak akan dibuka hingga Jumat.
        Perundingan akan dimulai Senin.
        Ia dilantik pada Oktober, lalu mundur awal Maret.
        Pemilu dijadwalkan pada Februari mendatang, bukan Mei lalu.
        Jalan itu dibuka pada 3–5 Maret 2026, Jumat (6/3/2026), atau 17 Agustus.
        Sejak Senin hingga Jumat kantor itu tutup.
        Tahun lalu harga naik; bulan ini turun, kemarin naik lagi.
        Krisis 1998 dan dekade 1990-an mengajarkan itu.
        Perang itu pecah dua tahun lalu, tepatnya 24 Februari.
        Pekan lalu, Minggu lalu, dan minggu lalu bukan hal yang sama.
        Inflasi Desember 2,9 persen, bulan yang sama tahun lalu 3,1 persen.
        Dana 2025 orang tidak cukup untuk tahun 2027.
        Mahasiswa Universitas Sebelas Maret memperingati Jumat Agung.
        Akhir tahun 2025, akhir tahun ini, awal tahun, pertengahan 2024, akhir bulan Mei.
    ";
    check(
        text,
        Lang::Id,
        &expect![[r#"
            Rapat digelar Selasa lalu, dan berlanjut Rabu pagi.
                Selasa = 2026-04-14
                Rabu pagi = 2026-04-15
            Kantor itu belum menjawab hingga Jumat petang.
                Jumat petang = 2026-04-10
            Jalan itu tidak akan dibuka hingga Jumat.
                Jumat = 2026-04-17
            Perundingan akan dimulai Senin.
                Senin = 2026-04-20
            Ia dilantik pada Oktober, lalu mundur awal Maret.
                Oktober = 2025-10
                awal Maret = 2026-03
            Pemilu dijadwalkan pada Februari mendatang, bukan Mei lalu.
                Februari = 2027-02
                Mei = 2025-05
            Jalan itu dibuka pada 3–5 Maret 2026, Jumat (6/3/2026), atau 17 Agustus.
                3–5 Maret 2026 = 2026-03-03/2026-03-05
                Jumat (6/3/2026) = 2026-03-06
                17 Agustus = 2026-08-17
            Sejak Senin hingga Jumat kantor itu tutup.
                Senin = 2026-04-13
                Jumat = 2026-04-17
            Tahun lalu harga naik; bulan ini turun, kemarin naik lagi.
                Tahun lalu = 2025
                bulan ini = 2026-04
                kemarin = 2026-04-14
            Krisis 1998 dan dekade 1990-an mengajarkan itu.
                1998 = 1998
                1990-an = 199X
            Perang itu pecah dua tahun lalu, tepatnya 24 Februari.
                dua tahun lalu = 2024
                24 Februari = 2026-02-24
                dua: 2 None
            Pekan lalu, Minggu lalu, dan minggu lalu bukan hal yang sama.
                Pekan lalu = 2026-W15
                Minggu = 2026-04-12
                minggu lalu = 2026-W15
            Inflasi Desember 2,9 persen, bulan yang sama tahun lalu 3,1 persen.
                Desember = 2025-12
                bulan yang sama tahun lalu = 2024-12
                2,9 persen: 2.9 Percent
                3,1 persen: 3.1 Percent
            Dana 2025 orang tidak cukup untuk tahun 2027.
                2027 = 2027
                2025: 2025 None
            Mahasiswa Universitas Sebelas Maret memperingati Jumat Agung.
            Akhir tahun 2025, akhir tahun ini, awal tahun, pertengahan 2024, akhir bulan Mei.
                Akhir tahun 2025 = 2025
                akhir tahun ini = 2026
                awal tahun = 2026
                pertengahan 2024 = 2024
                akhir bulan Mei = 2026-05
        "#]],
    );
}

#[test]
fn english_dates_mean_days() {
    let text = "
        The two met last Tuesday and will meet again on Friday.
        In May the price fell; by October it had doubled.
        He may march on, said Theresa May on Monday night.
        The Sunday Times reported on Good Friday.
        The 2015 deal lapsed in late 2025, ten years after it was signed.
        Next March, March 2027 and early next year are one and the same.
        Output rose in February, 4 percent above the same month last year.
        Two years ago, in the 1990s, and yesterday.
        The treaty runs until June 30, 2026, or 1 to 3 July.
        About 2000 people and 2,000 ships waited at 10:30.
        From the end of March to the start of next month nothing moved.
        Last week, this week, tomorrow.
        The storm felled nine hundred trees in July, and the minister is due in Manila on Saturday.
        The vote is planned in July, as agreed in July; it wanted to open a school in July.
    ";
    check(
        text,
        Lang::En,
        &expect![[r#"
            The two met last Tuesday and will meet again on Friday.
                last Tuesday = 2026-04-14
                Friday = 2026-04-17
            In May the price fell; by October it had doubled.
                May = 2025-05
                October = 2025-10
            He may march on, said Theresa May on Monday night.
                Monday night = 2026-04-13
            The Sunday Times reported on Good Friday.
            The 2015 deal lapsed in late 2025, ten years after it was signed.
                2015 = 2015
                late 2025 = 2025
                ten: 10 None
            Next March, March 2027 and early next year are one and the same.
                Next March = 2027-03
                March 2027 = 2027-03
                early next year = 2027
                one: 1 None
            Output rose in February, 4 percent above the same month last year.
                February = 2026-02
                the same month last year = 2025-02
                4 percent: 4 Percent
            Two years ago, in the 1990s, and yesterday.
                Two years ago = 2024
                1990s = 199X
                yesterday = 2026-04-14
                Two: 2 None
            The treaty runs until June 30, 2026, or 1 to 3 July.
                June 30, 2026 = 2026-06-30
                1 to 3 July = 2026-07-01/2026-07-03
            About 2000 people and 2,000 ships waited at 10:30.
                2000: 2000 None
                2,000: 2000 None
            From the end of March to the start of next month nothing moved.
                end of March = 2026-03
                start of next month = 2026-05
            Last week, this week, tomorrow.
                Last week = 2026-W15
                this week = 2026-W16
                tomorrow = 2026-04-16
            The storm felled nine hundred trees in July, and the minister is due in Manila on Saturday.
                July = 2025-07
                Saturday = 2026-04-18
                nine hundred: 900 Magnitude
            The vote is planned in July, as agreed in July; it wanted to open a school in July.
                July = 2026-07
                July = 2026-07
                July = 2026-07
        "#]],
    );
}

#[test]
fn numbers_are_read_with_what_they_count_in() {
    let text = "
        Anggaran Rp1,9 triliun, US$ 5 miliar, Rp 13.400, 14.200 dolar AS, dan €90 juta.
        Dua puluh lima orang, seratus dua puluh kapal, empat belas gudang, lima puluh tahun.
        Salah satu dari dua-duanya, pekan ke-12, Pasal 5, pukul 10.00, satu sama lain.
        Sekitar 30 persen, 0,25 poin persen, 6–16 tahun, tujuh ribu warga, dan satu pasien.
        Panjangnya 30km dan biayanya Rp5 jt.
        Harga itu 41,6 miliar shilling, 4.100 lei, atau 12 ribu rand.
    ";
    check(
        text,
        Lang::Id,
        &expect![[r#"
            Anggaran Rp1,9 triliun, US$ 5 miliar, Rp 13.400, 14.200 dolar AS, dan €90 juta.
                Rp1,9 triliun: 1900000000000 Money
                US$ 5 miliar: 5000000000 Money
                Rp 13.400: 13400 Money
                14.200 dolar AS: 14200 Money
                €90 juta: 90000000 Money
            Dua puluh lima orang, seratus dua puluh kapal, empat belas gudang, lima puluh tahun.
                Dua puluh lima: 25 None
                seratus dua puluh: 120 None
                empat belas: 14 None
                lima puluh: 50 None
            Salah satu dari dua-duanya, pekan ke-12, Pasal 5, pukul 10.00, satu sama lain.
            Sekitar 30 persen, 0,25 poin persen, 6–16 tahun, tujuh ribu warga, dan satu pasien.
                30 persen: 30 Percent
                0,25 poin persen: 0.25 Point
                6: 6 None
                16: 16 None
                tujuh ribu: 7000 Magnitude
                satu: 1 None
            Panjangnya 30km dan biayanya Rp5 jt.
                30: 30 None
                Rp5 jt: 5000000 Money
            Harga itu 41,6 miliar shilling, 4.100 lei, atau 12 ribu rand.
                41,6 miliar shilling: 41600000000 Money
                4.100 lei: 4100 Money
                12 ribu rand: 12000 Money
        "#]],
    );
    let text = "
        It cost $3.4bn, €90 billion, A $96 million bid, US$ 5m and 5,000 euros.
        Twenty-five ships, two dozen men, three hundred houses, one in five.
        No one of the three said so; a one-year pause; at 3:30.
        It cost 41.6 billion shillings, 4,100 lei or 12,000 rand.
    ";
    check(
        text,
        Lang::En,
        &expect![[r#"
            It cost $3.4bn, €90 billion, A $96 million bid, US$ 5m and 5,000 euros.
                $3.4bn: 3400000000 Money
                €90 billion: 90000000000 Money
                $96 million: 96000000 Money
                US$ 5m: 5000000 Money
                5,000 euros: 5000 Money
            Twenty-five ships, two dozen men, three hundred houses, one in five.
                Twenty-five: 25 None
                two dozen: 24 None
                three hundred: 300 Magnitude
                five: 5 None
            No one of the three said so; a one-year pause; at 3:30.
                three: 3 None
            It cost 41.6 billion shillings, 4,100 lei or 12,000 rand.
                41.6 billion shillings: 41600000000 Money
                4,100 lei: 4100 Money
                12,000 rand: 12000 Money
        "#]],
    );
}

#[test]
fn numbers_that_count_nothing_new_are_none() {
    let text = "
        Calls between the two houses were a two-line affair, and the nine-dash line stayed.
        Two people familiar with the talks said that one in five fell, for the two years.
        A dozen ships and half a million people waited; three dozen left after a five-year war.
        Every Wednesday it rains, said Ann. “Tomorrow the harbours,” she said on Monday.
        In 2025 PLN built it. About 20 SAR teams and 200 Afghanis came.
    ";
    check(
        text,
        Lang::En,
        &expect![[r#"
            Calls between the two houses were a two-line affair, and the nine-dash line stayed.
            Two people familiar with the talks said that one in five fell, for the two years.
                five: 5 None
                two: 2 None
            A dozen ships and half a million people waited; three dozen left after a five-year war.
                dozen: 12 None
                half a million: 500000 Magnitude
                three dozen: 36 None
                five: 5 None
            Every Wednesday it rains, said Ann. “Tomorrow the harbours,” she said on Monday.
                Monday = 2026-04-13
            In 2025 PLN built it. About 20 SAR teams and 200 Afghanis came.
                2025 = 2025
                20: 20 None
                200: 200 None
        "#]],
    );
    let text = "
        Itu urusan dua negara itu, dan klaim sembilan garis putus-putus tidak diakui.
        Dua pejabat yang mengetahui pembahasan itu mengatakan satu dari lima jatuh.
        Kodim 0827 dan SMA Negeri 4 Palu menampung setengah juta orang setiap Rabu.
        Pada 2025 PLN membangun. Juara 3 lari itu pulang, kata anggota 20 SAR.
        “Besok uangnya habis,” kata Ani kemarin.
    ";
    check(
        text,
        Lang::Id,
        &expect![[r#"
            Itu urusan dua negara itu, dan klaim sembilan garis putus-putus tidak diakui.
            Dua pejabat yang mengetahui pembahasan itu mengatakan satu dari lima jatuh.
                lima: 5 None
            Kodim 0827 dan SMA Negeri 4 Palu menampung setengah juta orang setiap Rabu.
                setengah juta: 500000 Magnitude
            Pada 2025 PLN membangun. Juara 3 lari itu pulang, kata anggota 20 SAR.
                2025 = 2025
                3: 3 None
                20: 20 None
            “Besok uangnya habis,” kata Ani kemarin.
                kemarin = 2026-04-14
        "#]],
    );
}
