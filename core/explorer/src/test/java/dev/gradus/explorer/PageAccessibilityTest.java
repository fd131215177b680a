package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page is for everybody: what axe-core finds, and what is spoken. */
class PageAccessibilityTest {
    /** Runs axe-core, which the page knows nothing of, and lists what it complains about. */
    static final String AXE = """
            return axe.run(document, {resultTypes: ['violations']}).then(result => result.violations.map(found =>
                found.id + ': ' + found.nodes.map(node => node.target.join(' ') + ' ' + node.any.map(one => one.message)).join('\\n    ')).join('\\n'));
            """;

    private final Browser browser = Browser.shared();

    @Test
    void axeFindsNothingInAnyPage() throws Exception {
        String axe = axe();
        List<String> complaints = new ArrayList<>();
        for (String page : Gallery.pages()) {
            browser.size(1440, 900).show(page);
            browser.run(axe + "; return '';");
            int last = ((Number) browser.run("return gradus.last();")).intValue();
            for (int i = 0; i <= 4; i++) {
                int step = last * i / 4;
                String theme = i % 2 == 0 ? "light" : "dark";
                browser.run(
                        "document.documentElement.dataset.theme = arguments[0]; gradus.go(arguments[1]);", theme, step);
                Object found = browser.run(AXE);
                if (!"".equals(found)) {
                    complaints.add(page + ", " + theme + ", step " + step + "\n" + found);
                }
            }
        }
        assertThat(complaints).isEmpty();
    }

    /**
     * Goes to the first or last step that asks something, takes choices until the right one, and in the end gives a wrong
     * number. Gives what stands there before and after each of these, and what axe-core finds in it.
     */
    private static final String QUIZ = """
            const found = [], ex = document.getElementById('ex'), choices = () => [...ex.querySelectorAll('[data-choice]')];
            const look = async () => { found.push([ex.innerText, await (async () => { %s })()]); };
            const steps = Array.from({ length: gradus.last() + 1 }, (_, step) => step);
            (arguments[0] ? steps : steps.reverse()).find(step => { gradus.go(step); return choices().length; });
            return (async () => {
              while (choices().length) {
                await look();
                const asked = ex.firstElementChild;
                for (const choice of choices()) {
                  choice.click();
                  if (!asked.isConnected) break;
                  await look();
                }
              }
              document.getElementById('number').value = '12345';
              document.getElementById('answer').requestSubmit();
              await look();
              return found;
            })();
            """.formatted(AXE);

    @Test
    void axeFindsNothingInTheQuiz() throws Exception {
        List<String> words = new ArrayList<>(), complaints = new ArrayList<>();
        for (String page : List.of("and", "scopes")) {
            for (String theme : List.of("light", "dark")) {
                browser.size(1440, 900).show(page);
                browser.run(axe() + "; document.documentElement.dataset.theme = arguments[0];", theme);
                browser.run("document.getElementById('quiz').click();");
                for (boolean first : List.of(true, false)) {
                    for (Object look : (List<?>) browser.run(QUIZ, first)) {
                        List<?> found = (List<?>) look;
                        words.add(String.valueOf(found.get(0)));
                        if (!"".equals(found.get(1))) {
                            complaints.add(theme + ": " + found);
                        }
                    }
                }
            }
        }
        assertThat(complaints).isEmpty();
        assertThat(String.join(" ", words))
                .as("what was looked at")
                .contains(
                        "Which shape",
                        "Follow the shapes",
                        "Which formula",
                        "forgets",
                        "to 4 decimals",
                        "term by term");
    }

    static String axe() throws Exception {
        try (InputStream in = PageAccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
            assertThat(in).as("axe.min.js on the class path").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
