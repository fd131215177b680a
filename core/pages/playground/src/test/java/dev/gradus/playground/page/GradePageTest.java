package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.gradus.playground.GradingSamples;
import dev.gradus.playground.browser.Browsers;
import dev.gradus.playground.browser.PageBrowser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
            const graded = async count => { await until(() => $('run').hidden && !$('outcome').hidden && grading.rows().length === count, 'all grades'); return grading.rows(); };
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
    void forgeriesAreRefusedAsOnTheJvm(Browsers kind) {
        GradingSamples room = GradingSamples.ofForgeries();
        PageBrowser browser = open(kind);
        Object rows = run(
                browser,
                "put('task', %s); put('work', %s); return await graded("
                        + room.rows().size() + ");",
                room.task(),
                room.table());
        assertThat(rows).isEqualTo(room.rows());
        assertThat(room.rows()).anyMatch(row -> row.get(1).equals("solved"));
        assertThat(browser.complaints()).isEmpty();
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
                const three = (await graded(3)).map(row => row.slice(0, 2));
                await grading.takeFiles([file('xor.zip', 'PK')]);
                return [rows.map(row => row.slice(0, 2)), said, three, $('work-said').textContent];
                """;
        Object outcome = run(browser, script, room.task(), room.file(0), room.file(1));
        assertThat(outcome)
                .isEqualTo(List.of(
                        List.of(List.of("Ada", "solved"), List.of("Bob", "solved")),
                        "Submissions: 2. Other files, left out: 1.",
                        List.of(List.of("Ada", "solved"), List.of("Bob", "solved"), List.of("Eve", "missing")),
                        "Submissions: 0. Other files, left out: 1. Unpack xor.zip first, then drop its folder."));
        assertThat(
                        run(
                                browser,
                                "put('work', 'name,points\\nAda,3'); await until(() => !$('work-said').textContent.startsWith('Submissions'), 'a refusal'); return $('work-said').className + ': ' + $('work-said').textContent;"))
                .asString()
                .startsWith("said bad: No column contains links");
        assertThat(
                        run(
                                browser,
                                "put('task', '#1x'); await until(() => $('task-said').classList.contains('bad'), 'a refusal'); return $('task-said').textContent;"))
                .asString()
                .startsWith("The task cannot be opened.");
    }

    /** Files in one folder are named by themselves, not by the folder, and the task may lie among them. A change of language keeps all. */
    @ParameterizedTest
    @EnumSource(Browsers.class)
    void aFolderOfFilesWithItsTask(Browsers kind) {
        GradingSamples room = GradingSamples.of("xor", 1000, 2);
        PageBrowser browser = open(kind);
        String script = """
                const file = (path, text) => ({ path, file: new File([text], path.split('/').pop()) });
                await grading.takeFiles([file('class/Bob.gradus', %s), file('class/task.gradus', %s), file('class/Ada.txt', %s)]);
                return (await graded(2)).map(row => row.slice(0, 2));
                """;
        assertThat(run(browser, script, room.file(1), room.task(), room.file(0)))
                .isEqualTo(List.of(List.of("Ada", "solved"), List.of("Bob", "solved")));
        browser.run("document.querySelector('#languages [lang=de]').click(); return '';");
        awaitGerman(browser);
        assertThat(run(
                        browser,
                        "return (await graded(2)).map(row => row.slice(0, 2)).concat([[$('task').value.trim() === %s]]);",
                        room.task().strip()))
                .isEqualTo(List.of(List.of("Ada", "gelöst"), List.of("Bob", "gelöst"), List.of(true)));
        assertThat(browser.complaints()).isEmpty();
    }

    /** The page loads itself anew, and a script that runs meanwhile fails. */
    private static void awaitGerman(PageBrowser browser) {
        for (long until = System.nanoTime() + PageBrowser.PATIENCE.toNanos(); System.nanoTime() < until; ) {
            try {
                if (Boolean.TRUE.equals(browser.run(
                        "return document.documentElement.matches('[lang=de].ready') && Boolean(window.grading);"))) {
                    return;
                }
            } catch (RuntimeException reloading) {
                Thread.onSpinWait();
            }
        }
        fail("The page did not appear in German.");
    }

    /** The page shows how far it is and answers while it grades; what was not graded when it was stopped can be graded later. */
    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void gradingCanBeStopped(Browsers kind) {
        GradingSamples room = GradingSamples.of("spirals", 300, 8);
        PageBrowser browser = open(kind);
        Object outcome = run(browser, """
                put('task', %s);
                put('work', %s);
                await until(() => !$('run').hidden, 'the bar');
                const said = $('progress').textContent, most = $('bar').getAttribute('aria-valuemax');
                await grading.ask('gradeEntries', 'name,link');
                $('stop').click();
                await until(() => !$('outcome').hidden, 'the grades so far');
                const some = grading.rows().length, summary = $('summary').textContent, hasRest = $('rest').checkVisibility(), isFocused = document.activeElement.id;
                $('rest').click();
                await graded(8);
                return [said, most, some < 8, summary.startsWith(`${some} of 8 graded.`), hasRest, isFocused, $('rest').checkVisibility(), grading.rows()];
                """, room.task(), room.table());
        assertThat(outcome).isEqualTo(List.of("0 of 8 graded.", "8", true, true, true, "rest", false, room.rows()));
        assertThat(browser.complaints()).isEmpty();
    }

    /** On a phone all of a student's row is seen without scrolling to the side, and nothing lies over anything. */
    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void isReadOnAPhone(Browsers kind) throws Exception {
        GradingSamples room = GradingSamples.of("xor", 600, 13);
        PageBrowser browser = open(kind);
        browser.size(390, 844);
        Map<String, String> sign = new TreeMap<>(Map.of("en", "sign (", "de", "Vorzeichen (", "fr", "signe ("));
        for (String language : sign.keySet()) {
            run(
                    browser,
                    "const tag = %s; if (document.documentElement.lang !== tag) document.querySelector(`#languages [lang=${tag}]`).click();",
                    language);
            run(browser, "await until(() => document.documentElement.lang === %s, 'the language');", language);
            Object faults = run(browser, """
                    put('task', %s);
                    put('work', %s);
                    await graded(13);
                    const found = [], shown = [...document.querySelectorAll('button, textarea, label, #table td, .said, #summary')].filter(element => element.checkVisibility() && element.textContent + (element.value ?? ''));
                    const box = element => element.getBoundingClientRect(), name = element => `${element.id || element.localName} ${element.textContent.slice(0, 20)}`;
                    shown.forEach((a, i) => {
                        if (box(a).left < 0 || box(a).right > innerWidth) found.push(`cut off: ${name(a)}`);
                        shown.slice(i + 1).filter(b => Math.min(box(a).right, box(b).right) - Math.max(box(a).left, box(b).left) > 1 && Math.min(box(a).bottom, box(b).bottom) - Math.max(box(a).top, box(b).top) > 1)
                            .forEach(b => found.push(`${name(a)} | ${name(b)}`));
                    });
                    if ($('scroll').scrollWidth > $('scroll').clientWidth) found.push('the table scrolls');
                    return found;
                    """, room.task(), room.table());
            assertThat(faults).as(language).isEqualTo(List.of());
            assertThat(run(browser, "return $('summary').textContent;"))
                    .asString()
                    .contains(": " + sign.get(language));
            run(browser, "$('outcome').scrollIntoView();");
            Files.write(Path.of("target/playground", "grade-phone-" + language + ".png"), browser.screenshot());
        }
        assertThat(browser.complaints()).isEmpty();
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
        for (int i = 0; i < 12; i++) {
            browser.press(Keys.TAB);
            reached.add(run(browser, "return document.activeElement.id;"));
        }
        assertThat(reached).contains("theme", "task", "choose-task", "work", "choose-folder", "choose-files", "save");
        assertThat(browser.complaints()).isEmpty();
    }
}
