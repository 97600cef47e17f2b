"""Forms outlive the release that queued them."""

from bot.wording.form import Button, Form, Layout


def test_a_form_comes_back_as_it_was_queued():
    form = Form("en", "Hi", "Hi", Layout.BUTTONS, (Button("Yes", "t1.0"),), link=Button("Pay"))
    assert Form.load(form.dump()) == form


def test_what_another_release_queued_with_a_form_is_left_out():
    form = Form("en", "Hi", "Hi")
    assert Form.load({**form.dump(), "list_label": "Choose"}) == form
