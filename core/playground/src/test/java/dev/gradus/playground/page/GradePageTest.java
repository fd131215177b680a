package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.GradingSamples;
import dev.gradus.playground.browser.Browsers;
import dev.gradus.playground.browser.PageBrowser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** The page that grades: the same results as on the JVM, from files, tables and links. */
@Tag("long")
class GradePageTest {
    private static final Path FILE = Path.of("target/playground/grade.html");

    private static final String TOOLS = """
            const $ = id => document.getElementById(id);
            const until = async (is, what) => {
                for (const began = performance.now(); !is();) {
                    if (performance.now() - began > 120000) throw new Error('not within two minutes: ' + what + ', but: ' + $('task-said').textContent + ' | ' + $('work-said').textContent);
                    await new Promise(done => setTimeout(done, 20));
                }
            };
            await until(() => document.documentElement.classList.contains('ready'), 'the engine');
            const put = (id, text) => { $(id).value = text; $(id).dispatchEvent(new Event('input')); };
            const graded = async count => { await until(() => $('bar').hidden && !$('outcome').hidden && grading.rows().length === count, 'all grades'); return grading.rows(); };
            """;

    private static PageBrowser open(Browsers kind) {
        PageBrowser browser = kind.open();
        browser.size(1280, 720);
        return browser.show("about:blank").show(FILE);
    }

    private static Object run(PageBrowser browser, String script, String... texts) {
        Object[] literals = List.of(texts).stream().map(GradePageTest::literal).toArray();
        return browser.run(TOOLS + String.format(Locale.ROOT, script, literals));
    }

    private static String literal(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void linksAreGradedAsOnTheJvm(Browsers kind) {
        GradingSamples room = GradingSamples.of("xor", 600, 13);
        PageBrowser browser = open(kind);
        Object rows =
                run(browser, "put('task', %s); put('work', %s); return await graded(13);", room.task(), room.table());
        assertThat(rows).isEqualTo(room.rows());
        assertThat(run(browser, "return grading.csv();")).isEqualTo(room.csv());
        assertThat(run(browser, "return $('summary').textContent;"))
                .asString()
                .startsWith(
                        "6 solved, 1 not solved, 1 cut off, 2 edited, 1 other version, 1 other task, 1 missing\nWrong most often: sign (");
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void filesAndTablesThatNameThem(Browsers kind) {
        GradingSamples room = GradingSamples.of("xor", 1000, 2);
        PageBrowser browser = open(kind);
        String script = """
                put('task', %s);
                const file = (path, text) => ({ path, file: new File([text], path.split('/').pop()) });
                const work = [file('all/Ada_1_assignsubmission_file_/a.gradus', %s), file('all/Bob_2_assignsubmission_file_/b.gradus', %s), file('all/b.pdf', '')];
                await grading.takeFiles(work);
                const rows = await graded(2), said = $('work-said').textContent;
                await grading.takeFiles([...work, file('all/list.csv', 'Name,File\\nAda,a.gradus\\nBob,b.gradus\\nEve,e.gradus')]);
                return [rows.map(row => row.slice(0, 2)), said, (await graded(3)).map(row => row.slice(0, 2))];
                """;
        Object outcome = run(browser, script, room.task(), room.file(0), room.file(1));
        assertThat(outcome)
                .isEqualTo(List.of(
                        List.of(List.of("Ada", "solved"), List.of("Bob", "solved")),
                        "Submissions: 2. Other files, left out: 1.",
                        List.of(List.of("Ada", "solved"), List.of("Bob", "solved"), List.of("Eve", "missing"))));
        assertThat(
                        run(
                                browser,
                                "put('work', 'name,points\\nAda,3'); await until(() => $('work-said').classList.contains('bad'), 'a refusal'); return $('work-said').textContent;"))
                .asString()
                .startsWith("No column contains links");
        assertThat(
                        run(
                                browser,
                                "put('task', '#1x'); await until(() => $('task-said').classList.contains('bad'), 'a refusal'); return $('task-said').textContent;"))
                .asString()
                .startsWith("The task cannot be opened.");
    }

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void isForEverybody(Browsers kind) throws Exception {
        GradingSamples room = GradingSamples.of("xor", 600, 13);
        PageBrowser browser = open(kind);
        run(browser, "put('task', %s); put('work', %s); await graded(13);", room.task(), room.table());
        browser.run(AccessibilityTest.axe());
        List<Object> found = new ArrayList<>();
        for (String theme : List.of("light", "dark")) {
            for (int width : List.of(1280, 390)) {
                browser.size(width, 720);
                found.add(run(browser, "document.documentElement.dataset.theme = %s;" + AccessibilityTest.LOOK, theme));
                assertThat(run(browser, "return document.documentElement.scrollWidth <= innerWidth;"))
                        .isEqualTo(true);
                Files.write(
                        Path.of("target/playground", "grade-" + theme + "-" + width + ".png"), browser.screenshot());
            }
        }
        assertThat(found).containsOnly("");
        run(browser, "document.activeElement.blur();");
        List<Object> reached = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            browser.press(Keys.TAB);
            reached.add(run(browser, "return document.activeElement.id;"));
        }
        assertThat(reached).contains("theme", "task", "choose-task", "work", "choose-folder", "choose-files", "save");
        assertThat(browser.complaints()).isEmpty();
    }
}
