package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.browser.Browsers;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** The page is for everybody: axe-core finds nothing in any moment, and what happens is spoken. */
@Tag("long")
class AccessibilityTest {
    static final String LOOK = """
            return axe.run(document, {resultTypes: ['violations'], rules: {'label-content-name-mismatch': {enabled: true}}}).then(result => result.violations.map(found =>
                found.id + ': ' + found.nodes.map(node => node.target.join(' ') + ' ' + node.any.map(one => one.message)).join('\\n    ')).join('\\n'));
            """;

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void axeFindsNothing(Browsers kind) throws Exception {
        List<String> found = new ArrayList<>();
        Desk desk = Desk.open(kind, "");
        for (int width : List.of(1440, 390)) {
            desk.go("").size(width, 900);
            desk.run(axe());
            // Every pair of width, theme and moment: a run takes a second, and no fault needs all three.
            boolean isDark = width == 390;
            for (String moment : List.of("write", "train", "step")) {
                String theme = isDark ? "dark" : "light";
                desk.run("document.documentElement.dataset.theme = %s; dispatchEvent(new Event('resize'));", theme);
                desk.run("document.querySelector('[data-moment=' + %s + ']').click();", moment);
                found.add(about(desk, width + " " + theme + " " + moment));
                isDark = !isDark;
            }
        }
        desk.go("").run(axe());
        desk.click("#lesson");
        found.add(about(desk, "lessons"));
        desk.run("$('examples').close();");
        desk.click("[data-paste]");
        found.add(about(desk, "table"));
        desk.run("$('paste').close();");
        desk.click("#share");
        desk.until("$('save-file')");
        found.add(about(desk, "share"));
        desk.click("#sharing [data-make-task]");
        desk.until("$('task-link')");
        found.add(about(desk, "task"));
        desk.run("$('maker').close();");
        desk.select("=");
        desk.press("==");
        desk.until("document.querySelector('.sq')");
        found.add(about(desk, "error"));
        desk.go("lang=de&lesson=xor&hint=Denk+nach&freeze=1").run(axe());
        desk.click("#more");
        found.add(about(desk, "notes of a task"));
        assertThat(found).containsOnly("");
    }

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void keyboardReachesAllAndWhatHappensIsSpoken(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        desk.run("document.activeElement.blur();");
        List<Object> reached = new ArrayList<>();
        for (int i = 0; i < 44; i++) {
            desk.press(Keys.TAB);
            reached.add(
                    desk.run(
                            "const at = document.activeElement; return at.id || at.dataset.source || at.dataset.name || at.closest('[id]')?.id || at.localName;"));
        }
        assertThat(reached)
                .contains("lesson", "time", "play", "share", "editor", "rate", "Adam", "loss", "points", "check");
        desk.run("document.activeElement.blur(); gradus.go(1);");
        reached.clear();
        for (int i = 0; i < 20; i++) {
            desk.press(Keys.TAB);
            assertThat(desk.run("return gradus.moment();")).isEqualTo("step");
            reached.add(desk.run(
                    "return document.activeElement.closest('#stage td') ? 'a number' : document.activeElement.id;"));
        }
        assertThat(reached).contains("editor", "a number");
        desk.press(Keys.ESCAPE, Keys.ESCAPE);
        desk.run("document.activeElement.blur();");
        desk.press(Keys.ARROW_RIGHT);
        assertThat(desk.text("live")).contains("Step").contains("Forward");
        desk.press(Keys.ESCAPE);
        desk.select("=");
        desk.press("==");
        desk.until("document.querySelector('.sq')");
        assertThat(desk.text("live")).contains("Line 1, column");
        desk.complainsOfNothing();
    }

    private static String about(Desk desk, String where) {
        String found = String.valueOf(desk.run(LOOK));
        return found.isEmpty() ? "" : where + ": " + found;
    }

    static String axe() throws Exception {
        try (InputStream in = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
            assertThat(in).as("axe.min.js on the class path").isNotNull();
            return "const script = document.createElement('script'); script.textContent = %s; document.head.append(script);"
                    .formatted(quoted(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    private static String quoted(String script) {
        return '"'
                + script.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\u2028", "\\u2028")
                        .replace("\u2029", "\\u2029")
                + '"';
    }
}
