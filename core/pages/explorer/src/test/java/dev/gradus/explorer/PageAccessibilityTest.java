package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page is for everybody: what axe-core finds, and what is spoken. */
@Tag("long")
class PageAccessibilityTest {
    /** Runs axe-core, which the page knows nothing of, and lists what it complains about, in a place. */
    private static final String AXE_IN = """
            return axe.run(place, {resultTypes: ['violations'], rules: {'label-content-name-mismatch': {enabled: true}}}).then(result => result.violations.map(found =>
                found.id + ': ' + found.nodes.map(node => node.target.join(' ') + ' ' + node.any.map(one => one.message)).join('\\n    ')).join('\\n'));
            """;

    static final String AXE = "const place = document;" + AXE_IN;

    /** What it complains about at three steps, in light and dark. */
    private static final String AT_THREE_STEPS = """
            return (async () => {
              const complaints = [];
              for (let i = 0; i <= 2; i++) {
                const step = Math.floor(gradus.last() * i / 2), theme = i %% 2 ? 'dark' : 'light';
                document.documentElement.dataset.theme = theme;
                gradus.go(step);
                const found = await (async () => { %s })();
                if (found) complaints.push(`${document.title}, ${theme}, step ${step}\n${found}`);
              }
              return complaints;
            })();
            """.formatted(AXE);

    @Test
    void axeFindsNothingInAnyPage() throws Exception {
        String axe = axe();
        assertThat(Browser.forEach(Gallery.pages(), (browser, page) -> {
                    browser.size(1440, 900).show(page).run(axe);
                    return browser.run(AT_THREE_STEPS);
                }))
                .containsOnly(List.of());
    }

    /**
     * Goes to the first or last step that asks something, takes choices until the right one, and in the end gives a wrong
     * number. Gives what stands there before and after each of these, and what axe-core finds in it.
     */
    private static final String QUIZ = """
            const found = [], ex = document.getElementById('ex'), choices = () => [...ex.querySelectorAll('[data-choice]')];
            const look = async place => { found.push([ex.innerText, await (async () => { %s })()]); };
            const steps = Array.from({ length: gradus.last() + 1 }, (_, step) => step);
            (arguments[0] ? steps : steps.reverse()).find(step => { gradus.go(step); return choices().length; });
            return (async () => {
              while (choices().length) {
                await look(document);
                const asked = ex.firstElementChild;
                for (const choice of choices()) {
                  choice.click();
                  if (!asked.isConnected) break;
                  await look(ex); // where alone a wrong choice changes something
                }
              }
              document.getElementById('number').value = '12345';
              document.getElementById('answer').requestSubmit();
              await look(document);
              return found;
            })();
            """.formatted(AXE_IN);

    @Test
    void axeFindsNothingInTheQuiz() throws Exception {
        String axe = axe();
        List<List<?>> found = Browser.forEach(
                List.of("and light", "and dark", "scopes light", "scopes dark"), (browser, pageAndTheme) -> {
                    String[] words = pageAndTheme.split(" ", -1);
                    browser.size(1440, 900).show(words[0]).run(axe);
                    browser.run(
                            "document.documentElement.dataset.theme = arguments[0]; document.getElementById('quiz').click();",
                            words[1]);
                    List<Object> looks = new ArrayList<>();
                    looks.addAll((List<?>) browser.run(QUIZ, true));
                    looks.addAll((List<?>) browser.run(QUIZ, false));
                    return looks;
                });
        List<String> words = new ArrayList<>(), complaints = new ArrayList<>();
        for (Object look : found.stream().flatMap(List::stream).toList()) {
            List<?> wordsAndComplaints = (List<?>) look;
            words.add(String.valueOf(wordsAndComplaints.get(0)));
            if (!"".equals(wordsAndComplaints.get(1))) {
                complaints.add(wordsAndComplaints.toString());
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
