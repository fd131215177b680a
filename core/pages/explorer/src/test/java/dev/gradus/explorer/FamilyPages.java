package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Pages of the families of ops in a real browser: one browser for all tests. */
abstract class FamilyPages {
    /** Runs a function of the page at every step, and collects what it gives. */
    static final String WALK = """
            const found = [];
            for (let step = 0; step <= gradus.last(); step++) {
              gradus.go(step);
              const words = (%s)();
              if (words) found.push(`step ${step}: ${words}`);
            }
            return found;
            """;

    static Browser browser;

    /** Before each test, as each is skipped by itself where there is no browser. */
    @BeforeEach
    void open() {
        browser = Browser.shared();
    }

    @AfterEach
    void nothingIsAskedForAndNothingComplains() {
        assertThat(Browser.complaints()).isEmpty();
    }

    /** Goes to the first step whose eyebrow starts so and ends with that beat. */
    void at(String family, String start, String beat) {
        browser.size(1440, 900).show(family);
        Object step = browser.run("""
                const part = document.createElement('p');
                for (let step = 0; step <= gradus.last(); step++) {
                  part.innerHTML = gradus.eyebrow(step);
                  const words = part.textContent.replace(/Step \\d.*/, '');
                  if (words.startsWith('%s') && words.endsWith('%s')) {
                    gradus.go(step);
                    return step;
                  }
                }
                return -1;
                """.formatted(start, beat));
        assertThat(((Number) step).intValue())
                .as("the step '%s … %s' of %s", start, beat, family)
                .isNotNegative();
    }

    static long count(String selector) {
        return ((Number) browser.run("return document.querySelectorAll(\"" + selector + "\").length;")).longValue();
    }

    static String textOf(String selector) {
        return String.valueOf(browser.run("return document.querySelector(\"" + selector + "\").innerText;"))
                .replaceAll("\\s+", " ")
                .trim();
    }

    static String sentence() {
        return textOf("#line");
    }

    /** The numbers of the last grid, row by row. */
    static String result() {
        return String.valueOf(browser.run("const all = document.querySelectorAll('#stage table.gr');"
                + "return [...all[all.length - 1].querySelectorAll('tbody td')].map(td => td.textContent).join(' ');"));
    }

    /** Moves the focus to a cell of the grid that is asked about, and gives the sum that is written. */
    static String pointAt(int cell) {
        browser.run("document.querySelectorAll('#stage [role=grid] td[tabindex]')[" + cell + "].focus(); return '';");
        return textOf("#ex");
    }
}
