"""The whole procedure, clicked through by several members in browsers of their own: two cases from the report to the end."""
import re

import pytest

from acting import Handler, Party, Pictures
from installation import BY_NAME, Installation

QUESTIONS = 12


@pytest.fixture
def reset_site(binary, tmp_path):
    """An installation of the community Reset, with the same people."""
    site = Installation(binary, tmp_path / "reset").found(policy="reset", organization="Quayside Reproducible Builders")
    site.start()
    yield site
    site.stop()


def report(reporter, account, involved, space):
    reporter.go("/report")
    reporter.page.fill("[name=account]", account)
    reporter.page.fill("[name=involved]", involved)
    reporter.page.select_option("[name=space]", space)
    reporter.page.click("main button.large")
    reporter.page.wait_for_selector("#receipt-words")
    return reporter.words()


def find_out(handler, person, kinds, what):
    """The four findings, each by the link that stands at the top of the page."""
    handler.do("Write a finding", "Keep the finding", {"account": what})
    handler.do("Write a finding", "Keep the finding", {"answer": "yes", "types": kinds, "account": "The code names it."})
    handler.do("Write a finding", "Keep the finding", {"parties": person, "account": "Nobody else took part."})
    handler.do("Write a finding", "Keep the finding", {"answer": "no", "danger": "no", "account": "It has stopped."})


# Carries: G08.4, H08.1, E07.1, C05.1, C02.1, E20.1, H09.14, H09.15, E22.1, H10.1, C06.1, G11.6, E21.3
def test_a_django_case_from_a_report_to_a_suspension_and_back(own_site, browsers, tmp_path):
    pictures = Pictures(tmp_path / "pictures", "django")
    reporter = browsers(Party, own_site)
    words = report(
        reporter, "Somebody writes to newcomers privately and tells them whose work is worth nothing. Two of them have left.",
        "Corvin Maddox, tidewater on the forum", "chat")
    ines, tomasz, leila, joris, mei = (browsers(Handler, own_site, name) for name in ("ines", "tomasz", "leila", "joris", "mei"))

    # The gate: four are free, one is not and sees nothing more.
    case = ines.find_case()
    ines.go(f"/cases/{case}")
    pictures.take(ines, "gate", 900)
    for member in (ines, tomasz, leila, joris):
        member.case = case
        member.declare()
    mei.case = case
    mei.declare(conflict=True)
    assert mei.go(f"/cases/{case}").status == 404

    # The personal answer.
    ines.open()
    assert "The reporter has no personal answer yet." in ines.text("#standing")
    pictures.take(ines, "new")
    ines.page.get_by_role("link", name="Acknowledge the report").first.click()
    ines.page.get_by_role("button", name="Send this letter").click()
    ines.page.wait_for_url("**?done=acknowledge*")

    # Who owns it, with a bias that another looks at first.
    tomasz.do("Own this case", "Take the case", {"biases": "We were on a panel together, two years ago."})
    assert "Tomasz Wren takes the case and declared something first." in leila.open()
    leila.do("Look at it", "Say so", {"isFit": "yes", "reason": "One panel is not a friendship."})
    tomasz.do("Introduce yourself to the reporter", "Send")
    assert "Tomasz Wren" in tomasz.text("#standing")

    # Looking into it.
    tomasz.do("Enter a person", "Enter", {"role": "reported", "displayName": "Corvin Maddox", "handles": "tidewater"})
    leila.do("Keep the notes of a meeting", "Keep them", {
        "attendees": ["Tomasz Wren", "Leila Okafor", "Joris Hale"], "place": "A call", "notes": "We read the messages.",
        "takeaways": "Leila asks the two who left."})
    leila.do("Say what is missing", "It is missing", {"what": "The messages themselves", "source": "Those who got them"})
    assert "Something that is needed is still missing." in tomasz.open(), "what may not be done says what it waits for"
    leila.do("Settle it", "Settle it", {"outcome": "obtained", "account": "Seven messages, kept as files."})
    for number in range(QUESTIONS):
        joris.begin("Answer", within="#inquiry")
        joris.fill({"answer": "no" if number in (3, 7, 8, 11) else "yes", "note": "We talked about it on Thursday."})
        joris.send("Keep the answer")
    assert "4 of 5 answers raise it" in joris.text("#inquiry") or "of 5 answers" in joris.text("#inquiry")
    find_out(tomasz, "Corvin Maddox", ["Discouraging involvement"], "He wrote seven such messages in five weeks.")
    pictures.take(tomasz, "looked-into", 1500)

    # Hearing the other side: words are handed over, a letter is read by a second member.
    tomasz.begin("Open a conversation with them")
    tomasz.page.get_by_role("button", name="Open it").click()
    tomasz.page.wait_for_selector("#receipt-words")
    accused = browsers(Party, own_site)
    handed = tomasz.words()
    tomasz.draft("Invitation to be heard", "Corvin Maddox", {"text": "Some private messages were brought to us. How do you see them?"})
    assert not tomasz.page.get_by_role("link", name="Send it", exact=True).count(), "nobody sends what only they have read"
    pictures.take(tomasz, "draft")
    leila.read_draft()
    tomasz.send_draft()
    accused.take_own_words(handed)
    assert "newcomers" not in accused.page.content(), "who is reported sees nothing of the report"
    accused.answer("I said what everybody thinks. Perhaps not in the best way.", "This is my answer to what you asked me.")
    pictures.take(accused, "party")
    tomasz.open()
    assert "Perhaps not in the best way" in tomasz.text()
    tomasz.page.get_by_role("button", name="Keep in mind as a new person").click()
    tomasz.page.wait_for_load_state()

    # The proposal: a lower rung is skipped, and the program asks why.
    tomasz.begin("Propose what shall follow")
    proposal = {
        "subject.measures.0.measure": "Suspension, short", "subject.measures.0.party": "Corvin Maddox",
        "subject.measures.0.spaces": ["Django Forum", "Discord, IRC and other chat"], "subject.measures.0.days": "60",
        "subject.measures.0.conditions": "He has written what he will do differently.",
        "subject.measures.0.modifications": "No private messages about other people's work.",
        "reasons": "Seven people, five weeks, two of them gone."}
    tomasz.fill(proposal)
    refusal = tomasz.send("Propose it", refused=True)
    assert "Lower rungs are skipped, and it is not said why." in refusal and re.search(r"\b[GE]\d\d\.\d", refusal), refusal
    assert tomasz.page.input_value("[name='subject.measures.0.days']") == "60", "nothing typed is lost"
    tomasz.fill({"subject.measures.0.skipReason": "A warning leaves him in the same conversations."})
    tomasz.send("Propose it")
    assert "needs a majority" in tomasz.text("#decision")

    # One agrees, one objects and is convinced, one agrees.
    leila.vote()
    joris.vote("object", "Sixty days are too many for somebody who listens.")
    joris.open()
    assert "Sixty days are too many" in joris.text("#decision")
    ines.open()
    pictures.take(ines, "vote", 1300)
    joris.vote()
    ines.vote()
    ines.open()
    assert "Adopted by consensus" in ines.text("#decision")

    # Those affected are asked before anything happens.
    assert not ines.page.get_by_role("link", name="Put it into effect", exact=True).count()
    tomasz.do("Ask them", "Ask them", {"text": "We plan to suspend him for sixty days. Can you live with that?"})
    pictures.take(tomasz, "consultation")
    reporter.open_conversation(words)
    reporter.answer("Yes. Thank you for asking me first.", "What you plan is acceptable to me.")
    tomasz.do("Put it into effect", "Put it into effect")

    # Carrying out: the reporter first.
    leila.begin("It is done", within="#tasks li:has-text('Suspension, short')")
    leila.fill({"account": "Closed."})
    refusal = leila.send("It is done", refused=True)
    assert "The reporter has not been told yet." in refusal and re.search(r"\b[GEH]\d\d\.\d", refusal), refusal
    tomasz.say_to_reporter("He is suspended from two spaces for sixty days.", "What was decided")
    tomasz.begin("Draft the letter")
    tomasz.fill({
        "text.behaviour": "You wrote to newcomers about the worth of other people's work.", "text.impact": "Two of them left.",
        "text.expectedChange": "No such messages.", "text.consequences": "You are suspended from two spaces for 60 days."})
    tomasz.send("Keep the draft")
    ines.read_draft()
    tomasz.send_draft()
    accused.go("/follow-up/conversation")
    assert "You are suspended from two spaces for 60 days." in accused.page.inner_text("main")
    for _ in range(2):
        leila.do("It is done", "It is done", {"account": "Closed by the moderators, who confirmed it."}, within="#tasks")
    tomasz.open()
    pictures.take(tomasz, "carried-out", 1300)

    # The board has its report, the reporter the last word, and the case is closed.
    ines.do("Report the case to the board", "Report it", {"text": "A suspension of sixty days for messages that drove newcomers away."})
    tomasz.say_to_reporter("Everything is done, and we close this.", "The case is closed")
    tomasz.do("Close the case", "Close it", {"outcome": "flagged", "summary": "Messages about others.", "actions": "A suspension."})
    tomasz.open()
    assert "How it ended" in tomasz.text()
    pictures.take(tomasz, "closed", 1300)
    nora = browsers(Handler, own_site, "nora")
    nora.go("/board")
    assert "A suspension of sixty days" in nora.text()
    ines.go("/ledger")
    assert "First suspension" in ines.text()
    mei.go("/ledger")
    assert "First suspension" not in mei.text()

    # Coming back: asked for and the condition shown, but not before the term is over; so the group declines for now.
    accused.answer("I have written down what I will do differently.", "I ask to be let in again.")
    tomasz.do("Say whether a condition is met", "Keep it", {"condition": "1", "isMet": "yes", "account": "His page is in the conversation."})
    tomasz.begin("Propose what shall follow")
    tomasz.fill({"subject.measure": "Suspension, short", "subject.isGranted": "yes", "reasons": "He has done what was asked."})
    assert "The term of this measure is not over." in tomasz.send("Propose it", refused=True)
    tomasz.do("Propose what shall follow", "Propose it", {"subject.measure": "Suspension, short", "subject.isGranted": "no", "reasons": "It was asked too soon."})
    for member in (ines, leila, joris):
        member.vote()
    tomasz.do("Put it into effect", "Put it into effect")
    tomasz.open()
    assert "ends only by readmission" in tomasz.text("#measures")
    assert own_site.verify().returncode == 0


# Carries: R01.2, R01.3, R02.1, R02.3, R02.16, R02.18, R02.19, R02.20
def test_a_reset_case_from_a_report_to_a_public_apology(reset_site, browsers, tmp_path):
    pictures = Pictures(tmp_path / "pictures", "reset")
    reporter = browsers(Party, reset_site)
    words = report(
        reporter, "In the talk on Friday the speaker made a joke about people from my country. Many laughed, I left the room.",
        "Corvin Maddox", "meeting-spaces")
    ines, tomasz, leila = (browsers(Handler, reset_site, name) for name in ("ines", "tomasz", "leila"))
    joris, mei = (browsers(Handler, reset_site, name) for name in ("joris", "mei"))
    case = ines.find_case()
    for member in (ines, tomasz, leila):
        member.case = case
        member.declare()
    for member in (joris, mei):
        member.case = case
        member.declare(conflict=True)
    ines.open()
    ines.page.get_by_role("link", name="Acknowledge the report").first.click()
    ines.page.get_by_role("button", name="Send this letter").click()
    ines.page.wait_for_url("**?done=acknowledge*")
    ines.do("Own this case", "Take the case")
    ines.do("Introduce yourself to the reporter", "Send")
    ines.do("Enter a person", "Enter", {"role": "reported", "displayName": "Corvin Maddox"})
    tomasz.do("Keep what they said", "They were heard", {"how": "After the talk, in the hallway", "account": "He did not think about it and is sorry."})
    find_out(ines, "Corvin Maddox", ["Stereotyping or discrimination"], "He made a joke about people from one country.")

    # Within a week: a resolution, or an explanation.
    ines.do("Tell the reporter that it takes longer", "Send", {"projected": "2030-05-01T12:00", "text": "We wait for the recording."})

    # A public apology.
    ines.do("Propose what shall follow", "Propose it", {
        "subject.measures.0.measure": "Request for a public apology", "subject.measures.0.party": "Corvin Maddox",
        "reasons": "It was said in public, and so is this."})
    pictures.take(ines, "vote", 1200)
    tomasz.vote()
    leila.vote()
    ines.do("Ask them", "Ask them", {"text": "We plan to ask him for an apology in public. May it be passed on to you as well?"})
    reporter.open_conversation(words)
    reporter.answer("Yes, I would like to read it.", "What you plan is acceptable to me.")
    ines.do("Put it into effect", "Put it into effect")
    ines.say_to_reporter("He is asked to apologize in public.", "What was decided")

    # A word in public: read by a second member, naming nobody who did not ask for it.
    tomasz.begin("Draft a letter")
    tomasz.choose("Public statement")
    tomasz.fill({"text": "A joke in a talk on Friday was not as it should be. The speaker apologizes below."})
    tomasz.send("Keep the draft")
    leila.read_draft()
    tomasz.do("It was published", "It is published", {"place": "The mailing list of all members"}, within=".card.needs")

    # The apology is passed on with the word of who receives it.
    ines.do("Keep what somebody allowed", "Keep it", {
        "party": "Reporter", "about": "apology", "isGiven": "yes", "words": "“Yes, I would like to read it.”"})
    ines.say_to_reporter("“I am sorry for what I said on Friday.” (Corvin Maddox)", "An apology that is passed on")
    reporter.go("/follow-up/conversation")
    assert "I am sorry for what I said on Friday" in reporter.page.inner_text("main")
    ines.open()
    while ines.page.locator("#tasks").get_by_role("link", name="It is done", exact=True).count():
        ines.do("It is done", "It is done", {"account": "He has apologized on the list."}, within="#tasks")
        ines.open()
    pictures.take(ines, "carried-out", 1200)
    ines.do("Report the case to the board", "Report it", {"text": "A joke in a talk, and an apology in public."})
    ines.say_to_reporter("He has apologized in public, and we close this.", "The case is closed")
    ines.do("Close the case", "Close it", {"outcome": "resolved", "summary": "A joke in a talk.", "actions": "An apology in public."})
    ines.open()
    assert re.search(r"Resolved", ines.text("#end"))
    pictures.take(ines, "closed", 1200)
    assert reset_site.verify().returncode == 0
