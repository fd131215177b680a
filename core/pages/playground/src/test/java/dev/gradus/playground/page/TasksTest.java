package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.browser.Browsers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** A teacher makes a task on the page and shares it; a student opens and solves it. */
@Tag("long")
class TasksTest {
    /** The name and the content of the file that a button saves. */
    private static final String SAVED = """
            let saved, name;
            const before = URL.createObjectURL;
            URL.createObjectURL = blob => { saved = blob; return before.call(URL, blob); };
            HTMLAnchorElement.prototype.click = function () { name = this.download; };
            $(%s).click();
            URL.createObjectURL = before;
            delete HTMLAnchorElement.prototype.click;
            return [name, await saved.text()];
            """;

    /** Labels of the loss that lie over others. */
    private static final String OVERLAPPING = """
            const boxes = all('#loss text').map(one => [one.textContent, one.getBoundingClientRect()]);
            return boxes.filter(([, a]) => boxes.some(([, b]) => a !== b && a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom)).map(([words]) => words);
            """;

    /** Types into fields of the form, each by its id. */
    private static void fill(Desk desk, String... idsAndWords) {
        for (int i = 0; i < idsAndWords.length; i += 2) {
            desk.run("$(%s).select();", idsAndWords[i]);
            desk.press(idsAndWords[i + 1]);
        }
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void taskIsMadeSharedAndSolved(Browsers kind) {
        Desk desk = Desk.open(kind, "lesson=and");
        desk.train(20);
        desk.click("#foot [data-make-task]");
        desk.until("$('task-link')");
        fill(
                desk,
                "goal-loss",
                "9",
                "says",
                "Make it learn, with W as it is & fast.",
                "hint-1",
                "Which η?",
                "hint-2",
                "3");
        desk.until("$('made').textContent.includes('Choose a smaller goal')");
        assertThat(desk.is("$('try-task').disabled")).isTrue();
        fill(desk, "goal-loss", "0.1", "forbidden", "relu", "next-try", "Now XOR.");
        desk.click("#keep-1");
        desk.until("$('task-link')?.value.includes('freeze=1')");
        assertThat(desk.text("preview"))
                .contains("Make it learn, with W as it is & fast.", "W = randn(2, 1)", "relu", "Hint 2 3", "Now XOR.");
        String link = String.valueOf(desk.run("return $('task-link').value.replace(/^.*#/, '');"));
        assertThat(desk.text("made")).contains("A link needs a host");
        assertThat(desk.run(SAVED, "save-task")).isEqualTo(List.of("task.gradus", "gradus 1\n" + link + "\n"));
        assertThat(link).startsWith("lesson=and&task=loss%3C0.1&says=Make+it+learn,+with+W+as+it+is+%26+fast%2E&hint=");
        desk.press(Keys.ESCAPE);

        desk.go(link);
        assertThat(desk.run("return gradus.status().iteration;")).isEqualTo(0L);
        assertThat(desk.text("task")).contains("Make it learn, with W as it is & fast.");
        desk.click("#more");
        assertThat(desk.text("notes"))
                .contains("W = randn(2, 1)", "relu", "Show hint 1 of 2")
                .doesNotContain("η");
        desk.click("#hint");
        assertThat(desk.text("notes")).contains("Hint 1", "Show hint 2 of 2");
        assertThat(desk.text("live")).contains("Hint 1 Which η?");
        desk.until("/seen=1/.test(location.hash) || location.hash.startsWith('#1')");

        desk.select("W = randn(2, 1)");
        desk.press("V = 1");
        assertThat(desk.is("$('editor').value.startsWith('W = randn(2, 1)')")).isTrue();
        assertThat(desk.text("slot")).contains("belongs to the task");
        assertThat(desk.is("all('.L.kept').length === 1")).isTrue();
        desk.select("sigmoid");
        desk.press("relu");
        desk.until("$('eyebrow').textContent.includes('not allowed')");
        assertThat(desk.text("line")).isEqualTo("The task does not allow relu.");
        desk.select("relu");
        desk.press("sigmoid");
        desk.until("$('eyebrow').textContent.startsWith('Ready')");
        desk.click("#play");
        desk.until("$('task').classList.contains('won')");
        assertThat(desk.text("line")).startsWith("Solved: the loss is").endsWith("Now XOR.");
        assertThat(desk.is("$('notes')")).isFalse();
        for (String language : List.of("", "lang=de&")) {
            desk.go(language + "lesson=xor&task=loss<0.02").size(1280, 720);
            desk.click("#play");
            desk.until("$('task').classList.contains('won')");
            assertThat(desk.run(OVERLAPPING)).as(language).isEqualTo(List.of());
        }
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void linksInWordsAreReadAndWritten(Browsers kind) {
        Desk desk = Desk.open(kind, "lesson=xor&task=loss<0.02");
        assertThat(desk.text("task")).contains("Make the loss fall below 0.02.");
        desk.click("#share");
        assertThat(desk.run("return $('link-field').value;"))
                .isEqualTo("gradus-playground.html#lesson=xor&task=loss%3C0.02");
        assertThat(desk.run("return $('frame-field').value;"))
                .asString()
                .startsWith("<iframe src=\"gradus-playground.html#embed&amp;lesson=xor&amp;task=loss%3C0.02\" width=");
        assertThat(desk.text("sharing")).contains("A link needs a host");
        desk.press(Keys.ESCAPE);
        desk.go("lesson=xxor");
        assertThat(desk.text("line")).startsWith("lesson=xxor: there is no such lesson. Lessons are line, ");
        desk.complainsOfNothing();
    }

    /** A file holds all that a link does, and is opened by dropping it onto the page. */
    @ParameterizedTest
    @EnumSource(Browsers.class)
    void fileIsSavedAndOpened(Browsers kind) {
        Desk desk = Desk.open(kind, "lesson=and");
        desk.train(30);
        Object losses = desk.run("return (await losses()).map(String);");
        desk.click("#share");
        desk.until("$('save-file')");
        Object file = ((List<?>) desk.run(SAVED, "save-file")).get(1);
        assertThat(String.valueOf(file).lines().toList())
                .hasSize(2)
                .startsWith("gradus 1")
                .element(1)
                .asString()
                .matches("v=1\\.[\\w-]{6}\\.[0-9a-z]+&1[\\w-]+");
        desk.go("");
        String drop = """
                const given = new DataTransfer();
                given.items.add(new File([%s], %s));
                dispatchEvent(new DragEvent('drop', { dataTransfer: given }));
                """;
        desk.run(drop, String.valueOf(file), "homework.gradus");
        desk.until("gradus.status().iteration >= 30");
        assertThat(desk.run("return (await losses()).map(String);")).isEqualTo(losses);
        for (List<String> wrong : List.of(
                List.of("hello", "notes.txt", "notes.txt is not a .gradus file: its first line must be"),
                List.of("gradus 2\nx", "new.gradus", "new.gradus was saved by a newer version of this page."),
                List.of("gradus 1\n1abcdefghij", "cut.gradus", "This link is incomplete"))) {
            desk.run(drop, wrong.get(0), wrong.get(1));
            desk.until("$('eyebrow').textContent.startsWith('Not opened')");
            assertThat(desk.text("line")).startsWith(wrong.get(2));
        }
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void backwardPassIsATask(Browsers kind) {
        Desk desk = Desk.open(kind, "lesson=and&task=backward");
        assertThat(desk.text("task")).contains("Write the backward pass.");
        assertThat(desk.is("document.body.classList.contains('backward')")).isTrue();
        assertThat(desk.text("task")).contains("not started");
        desk.run("$('back-lines').focus();");
        desk.press("dŷ = (ŷ - y) / len(x)\ndz = dŷ * ŷ * (1 - ŷ)\ndb = dz.sum(0)\n");
        desk.until("$('task').textContent.includes('1 of 2 right')");
        desk.press("dW = x.T @ dz\n");
        desk.until("$('task').classList.contains('won')");
        desk.complainsOfNothing();
    }
}
