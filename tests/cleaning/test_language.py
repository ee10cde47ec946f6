"""What language a text is in, whatever its template declares."""

import time

import pytest

from pipelines.cleaning.blocks import Block
from pipelines.cleaning.language import find_language, language_of
from pipelines.cleaning.meta import Meta

FERRY = {
    "zh": "渡轮在冬天过后又回来了，市长和孩子们都在码头上等着它。",
    "ja": "フェリーは冬のあとに戻ってきた。市長と子どもたちは港で待っていた。",
    "ko": "연락선이 겨울이 지나고 돌아왔다. 시장과 아이들은 부두에서 기다리고 있었다.",
    "en": "The ferry is back after the winter, and the mayor was waiting for it at the pier.",
    "de": "Die Fähre ist nach dem Winter zurück, und der Bürgermeister wartete mit den Kindern auf sie.",
    "fr": "Le ferry est de retour après l'hiver, et le maire attendait sur le quai avec les enfants.",
    "es": "El ferry ha vuelto después del invierno y el alcalde lo esperaba en el muelle con los niños.",
    "nl": "De veerboot is terug na de winter en de burgemeester stond op de kade met het hele dorp.",
    "sv": "Färjan är tillbaka efter vintern och borgmästaren väntade på kajen med barnen som inte sov.",
    "pl": "Prom wrócił po zimie, a burmistrz czekał na niego na nabrzeżu i się nie spóźnił.",
    "ru": "Паром вернулся после зимы, и мэр ждал его на пристани, как и все дети города.",
    "uk": "Пором повернувся після зими, і мер чекав на нього на пристані, як та всі діти міста.",
    "tr": "Feribot kıştan sonra geri döndü ve belediye başkanı bir grup çocuk ile iskelede bekledi.",
    "id": "Kapal feri itu kembali setelah musim dingin dan wali kota menunggu di dermaga dengan anak-anak.",
    "ar": "عادت العبارة بعد الشتاء وكان رئيس البلدية ينتظر على الرصيف مع الأطفال في البرد.",
    "he": "המעבורת חזרה אחרי החורף וראש העיר חיכה לה על המזח.",
    "el": "Το πλοίο επέστρεψε μετά τον χειμώνα και ο δήμαρχος περίμενε στην προβλήτα.",
}


@pytest.mark.parametrize("language", FERRY)
def test_the_text_speaks(language):
    assert language_of(FERRY[language]) == language


@pytest.mark.parametrize("language", FERRY)
def test_a_copied_template_does_not_overrule_the_text(language):
    assert language_of(FERRY[language], "en") == language


@pytest.mark.parametrize(
    ("why", "text", "declared", "language"),
    [
        ("too little text: the page's word stands", "Lund", "sv-SE", "sv"),
        ("nothing at all", "", "", ""),
        (
            "a Chinese page that quotes a brand",
            "渡轮公司推出了新品牌「カモメ」，市民可以在码头购买船票，也可以在网上预订往返船票。",
            "",
            "zh",
        ),
        ("Norwegian has two codes", "Fergen 1 2 3", "nb-NO", "no"),
        ("a Chinese headline of four characters", "渡轮复航", "", "zh"),
    ],
)
def test_weak_evidence(why, text, declared, language):
    assert language_of(text, declared) == language, why


def test_menus_do_not_count():
    menu = [
        Block(
            "Home News Sports Weather and the rest of it, all in English for you",
            "Home News Sports Weather and the rest of it",
        )
    ]
    prose = [Block(FERRY["de"] + " " + FERRY["de"])]
    assert find_language(menu * 5 + prose, Meta(lang="en")) == "de"


@pytest.mark.parametrize("hostile", ["a" * 10**6, "的" * 10**6, "a " * 500_000])
def test_hostile_text_costs_no_time(hostile):
    start = time.process_time()
    language_of(hostile)
    assert time.process_time() - start < 0.5
