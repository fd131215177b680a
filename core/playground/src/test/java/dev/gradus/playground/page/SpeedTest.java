package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.browser.Browsers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long the page takes, and how large it is; printed, and held to bounds that a slow machine keeps too. */
@Tag("long")
class SpeedTest {
    private static final String TIMES = """
            const median = all => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
            const time = act => { const began = performance.now(); act(); return performance.now() - began; };
            const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
            const paint = performance.getEntriesByType('paint').find(entry => entry.name === 'first-contentful-paint');
            const times = { firstPaint: paint ? paint.startTime : 0, ready: performance.getEntriesByName('engine ready')[0].startTime };
            document.querySelector('[data-source=circles]').click();
            const editor = $('editor'), typed = [];
            for (let i = 0; i < 9; i++) {
                editor.value = editor.value.trimEnd() + ' '.repeat(i % 2);
                typed.push(time(() => editor.dispatchEvent(new InputEvent('input', { bubbles: true }))));
                await frame();
            }
            times.key = median(typed);
            times.trace = median(Array.from({ length: 9 }, () => time(() => door.trace())));
            times.field = median(Array.from({ length: 9 }, () => time(() => door.field(-1, 1, -1, 1, 64))));
            times.iterations500 = time(() => door.train(500));
            gradus.play(true);
            const from = gradus.status().iteration, began = performance.now(), redraws = [];
            for (let before = performance.now(); performance.now() - began < 2000;) {
                await frame();
                redraws.push(performance.now() - before);
                before = performance.now();
            }
            times.longestFrame = Math.max(...redraws.slice(5));
            times.iterationsASecond = (gradus.status().iteration - from) / 2;
            gradus.play(false);
            gradus.go(1);
            times.step = median(Array.from({ length: 9 }, (_, i) => time(() => gradus.go(2 + i))));
            return Object.fromEntries(Object.entries(times).map(([name, value]) => [name, Math.round(10 * value) / 10]));
            """;

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void pageIsThereAtOnceAndFollowsEachKey(Browsers kind) throws IOException {
        Desk desk = Desk.open(kind, "");
        Map<?, ?> times = (Map<?, ?>) desk.run(TIMES);
        System.out.println(kind + " in milliseconds: " + times + "; one file " + Files.size(Desk.FILE) + " bytes");
        assertThat(((Number) times.get("firstPaint")).doubleValue())
                .as("first paint")
                .isLessThan(2000);
        assertThat(((Number) times.get("key")).doubleValue())
                .as("from a key to the drawn page")
                .isLessThan(1000);
    }
}
