package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** Pages in a real browser, one for all tests: none may ask for anything, or complain. */
@Tag("long")
abstract class PagesInBrowser {
    final Browser browser = Browser.shared();

    @AfterEach
    void nothingIsAskedForAndNothingComplains() {
        assertThat(Browser.complaints()).isEmpty();
    }

    /** The text of the element with this id. */
    String textOf(String id) {
        return String.valueOf(browser.run("return document.getElementById(arguments[0]).textContent;", id));
    }

    void click(String selector) {
        browser.run("document.querySelector(arguments[0]).click(); return '';", selector);
    }
}
