package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.browser.Browsers;
import dev.gradus.playground.browser.Chromium;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.chrome.ChromeDriver;

/** How long the page takes; printed, and held to bounds that a slow machine keeps if it has nothing else to do. */
@Tag("long")
@EnabledIfSystemProperty(
        named = "gradus.speed",
        matches = "true",
        disabledReason = "it measures, on a quiet machine: -Plong -Dgradus.speed=true")
class SpeedTest {
    private static final String TIMES = """
            const median = all => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
            const time = async act => { const began = performance.now(); await act(); return performance.now() - began; };
            const several = async act => { const all = []; for (let i = 0; i < 9; i++) all.push(await time(() => act(i))); return median(all); };
            const frame = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
            const times = {};
            document.querySelector('[data-source=circles]').click();
            await gradus.settled();
            const editor = $('editor'), handled = [], drawn = [], all = [];
            for (let i = 0; i < 9; i++) {
                editor.value = editor.value.trimEnd() + ' '.repeat(i % 2);
                const began = performance.now(), graph = new Promise(done => new MutationObserver(done).observe($('graph'), { childList: true, subtree: true }));
                editor.dispatchEvent(new InputEvent('input', { bubbles: true }));
                handled.push(performance.now() - began);
                await graph;
                drawn.push(performance.now() - began);
                await gradus.settled();
                all.push(performance.now() - began);
                await frame();
            }
            times['the handler of a key'] = median(handled);
            times['from a key to the new graph'] = median(drawn);
            times['from a key to the drawn page'] = median(all);
            times['the trace of one iteration'] = await several(() => gradus.ask('trace', true));
            times['the plane of the data, 64 × 64'] = await several(() => gradus.ask('field', -1, 1, -1, 1, 64));
            times['500 iterations of training'] = await time(() => gradus.ask('train', 500));
            gradus.play(true);
            const from = gradus.status().iteration, began = performance.now(), redraws = [];
            for (let before = performance.now(); performance.now() - began < 2000;) {
                await frame();
                redraws.push(performance.now() - before);
                before = performance.now();
            }
            times['longest frame while training'] = Math.max(...redraws.slice(5));
            times['iterations a second while training'] = (gradus.status().iteration - from) / 2;
            gradus.play(false);
            await gradus.go(1);
            times['from a step to the drawn page'] = await several(i => gradus.go(2 + i));
            return Object.fromEntries(Object.entries(times).map(([name, value]) => [name, Math.round(10 * value) / 10]));
            """;

    private static final String BEGINNING = """
            const paint = performance.getEntriesByType('paint').find(entry => entry.name === 'first-contentful-paint');
            const ready = performance.getEntriesByName('engine ready')[0];
            return [paint ? Math.round(paint.startTime) : 0, Math.round(ready.startTime)];
            """;

    private static final int SLOWED = 4;

    /** Rows of the table in times.md, in the folder of this module, by browsers. */
    private static final Map<String, Map<Browsers, Object>> TABLE = new LinkedHashMap<>();

    @AfterAll
    static void printTable() {
        System.out.println("| milliseconds | Chromium | Firefox |\n|---|---|---|");
        TABLE.forEach((what, row) -> System.out.println("| " + what + " | "
                + Stream.of(Browsers.values())
                        .map(browser -> String.valueOf(row.getOrDefault(browser, "")))
                        .collect(Collectors.joining(" | "))
                + " |"));
    }

    private static double put(Browsers browser, String what, Object milliseconds) {
        TABLE.computeIfAbsent(what, row -> new EnumMap<>(Browsers.class)).put(browser, milliseconds);
        return ((Number) milliseconds).doubleValue();
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void pageIsThereAtOnceAndFollowsEachKey(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        List<?> beginning = (List<?>) desk.run(BEGINNING);
        assertThat(put(kind, "first paint of the one file", beginning.get(0)))
                .as("first paint")
                .isLessThan(1000);
        put(kind, "until the engine is there", beginning.get(1));
        Map<?, ?> times = (Map<?, ?>) desk.run(TIMES);
        times.forEach((what, time) -> put(kind, String.valueOf(what), time));
        assertThat(((Number) times.get("from a key to the drawn page")).doubleValue())
                .as("from a key to the drawn page")
                .isLessThan(1000);
    }

    /** Chromium can pretend that the machine is slower. */
    @Test
    void pageIsThereAtOnceOnASlowMachine() {
        ChromeDriver driver = ((Chromium) Browsers.CHROMIUM.open()).driver();
        try {
            driver.executeCdpCommand("Emulation.setCPUThrottlingRate", Map.of("rate", SLOWED));
            List<?> beginning = (List<?>) Desk.open(Browsers.CHROMIUM, "").run(BEGINNING);
            assertThat(put(Browsers.CHROMIUM, "first paint, processor slowed to a quarter", beginning.get(0)))
                    .isLessThan(1000);
        } finally {
            driver.executeCdpCommand("Emulation.setCPUThrottlingRate", Map.of("rate", 1));
        }
    }
}
