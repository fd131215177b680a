package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.browser.Browsers;
import dev.gradus.playground.browser.Chromium;
import dev.gradus.playground.browser.PageBrowser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The built page in a browser, and what one does in it. */
final class Desk {
    /** The single file, which must open from a disk. */
    static final Path FILE = Path.of("target/playground/gradus-playground.html");

    /** What scripts of tests use. */
    private static final String TOOLS = """
            const $ = id => document.getElementById(id), all = selector => [...document.querySelectorAll(selector)];
            const seen = element => Boolean(element) && element.checkVisibility() && element.getBoundingClientRect().width > 0;
            const until = async (is, what) => {
                for (const began = performance.now(); !is();) {
                    if (performance.now() - began > 120000) throw new Error('not within two minutes: ' + what + ', but: ' + $('eyebrow').textContent + ' | ' + $('line').textContent);
                    await new Promise(done => setTimeout(done, 20));
                }
            };
            const losses = async () => Array.from(await gradus.ask('losses'));
            """;

    /** What is asked of the engine is answered later, so a script begins and ends when the page shows all answers. */
    private static final String SETTLED = "await window.gradus?.settled();\n";

    private final PageBrowser browser;

    private Desk(PageBrowser browser) {
        this.browser = browser;
    }

    /** The page at this address behind #, at 1440 × 900, with the engine at work. */
    static Desk open(Browsers kind, String address) {
        Desk desk = new Desk(kind.open());
        desk.browser.size(1440, 900);
        return desk.go(address);
    }

    /** Loads the page anew, as a link does. */
    Desk go(String address) {
        browser.show("about:blank");
        browser.show(FILE.toAbsolutePath().toUri() + (address.isEmpty() ? "" : "#" + address));
        run(
                "await until(() => document.documentElement.classList.contains('ready') && $('editor').value, 'the engine');");
        return this;
    }

    Desk size(int width, int height) {
        browser.size(width, height);
        run("await new Promise(done => setTimeout(done, 60));");
        return this;
    }

    /** Loads the page anew on a phone; only Chromium has one. */
    Desk phone(int width, int height, String address) {
        ((Chromium) browser).phone(width, height);
        return go(address);
    }

    /** Turns the phone, or makes its window another size. */
    Desk turn(int width, int height) {
        ((Chromium) browser).phone(width, height);
        run("await new Promise(done => setTimeout(done, 100));");
        return this;
    }

    Object run(String script) {
        return browser.run(TOOLS + SETTLED + "const outcome = await (async () => {" + script + "\n})();\n" + SETTLED
                + "return outcome;");
    }

    /** The same with one text for each %s, as a literal of the script. */
    Object run(String script, String... texts) {
        Object[] literals = List.of(texts).stream().map(Desk::literal).toArray();
        return run(String.format(Locale.ROOT, script, literals));
    }

    boolean is(String condition) {
        return Boolean.TRUE.equals(run("return Boolean(" + condition + ");"));
    }

    String text(String id) {
        return String.valueOf(run("return $('" + id + "').textContent;"));
    }

    void click(String selector) {
        run(
                "const found = document.querySelector(%s); if (!found) throw new Error('nothing to click'); found.click();",
                selector);
    }

    void press(CharSequence... keys) {
        browser.press(keys);
    }

    byte[] screenshot() {
        return browser.screenshot();
    }

    /** Writes what is seen into the folder of {@code -Dgradus.pictures}. */
    Desk picture(String name) {
        Path folder = Path.of(System.getProperty("gradus.pictures", "target/pictures"));
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name + ".png"), screenshot());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Puts the cursor behind the first place of this text in the lines, or selects it. */
    Desk select(String words) {
        run("""
                const editor = $('editor'), at = editor.value.indexOf(%s);
                if (at < 0) throw new Error('not in the lines: ' + editor.value);
                editor.focus();
                editor.setSelectionRange(at, at + (%s).length);
                """, words, words);
        return this;
    }

    /** Replaces all lines, by the keyboard. */
    Desk type(String lines) {
        run("$('editor').focus(); $('editor').select();");
        press(lines);
        return this;
    }

    /** Waits until this holds. */
    Desk until(String condition) {
        run("await until(() => " + condition + ", " + literal(condition) + ");");
        return this;
    }

    /** Trains that number of iterations by the play button, then pauses, unless the page did so because the task is solved. */
    Desk train(int atLeast) {
        click("#play");
        String trains = "$('play').getAttribute('aria-label') === gradus.texts.pause";
        until("gradus.status().iteration >= " + atLeast + " || !(" + trains + ")");
        run("if (" + trains + ") $('play').click();");
        until("$('eyebrow').textContent.startsWith(gradus.texts.paused)");
        return this;
    }

    /** Nothing was written to the console, nothing asked for. */
    void complainsOfNothing() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
