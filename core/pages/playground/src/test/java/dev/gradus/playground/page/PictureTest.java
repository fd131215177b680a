package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.browser.Browsers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The picture of every lesson's graph, with all gradients: no op on another, no text on a text or on a box, none too small. */
@Tag("long")
class PictureTest {
    private static final String FAULTS = """
            const found = [], meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
            const letters = text => {
                const { left, right, top, bottom, height } = text.getBoundingClientRect();
                return { left: left + 1, right: right - 1, top: top + 0.27 * height, bottom: bottom - 0.27 * height };
            };
            const name = element => `${element.closest('[data-part]')?.dataset.part} ${element.closest('[data-node]')?.dataset.node} ${element.textContent}`;
            const shown = element => element.checkVisibility();
            const texts = all('#graph text').filter(shown).map(text => ({ name: name(text), box: letters(text), size: parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getScreenCTM().a, in: text.closest('[data-part]') }));
            const boxes = all('#graph :is([data-part=value], [data-part=gradient], [data-part=op]) > rect:not([data-cell]):not(.ground)').filter(shown).map(rect => ({ name: name(rect), box: rect.getBoundingClientRect(), in: rect.closest('[data-part]') }));
            texts.forEach(({ name, size }) => { if (size < 10) found.push(`small: ${name} ${size}`); });
            texts.forEach((a, i) => texts.slice(i + 1).forEach(b => { if (meet(a.box, b.box)) found.push(`texts: ${a.name} | ${b.name}`); }));
            texts.forEach(a => boxes.forEach(b => { if (a.in !== b.in && meet(a.box, b.box)) found.push(`text on box: ${a.name} | ${b.name}`); }));
            boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => { if (a.in !== b.in && meet(a.box, b.box)) found.push(`boxes: ${a.name} | ${b.name}`); }));
            return found;
            """;

    @ParameterizedTest
    @EnumSource(value = Browsers.class, names = "CHROMIUM")
    void everyLessonsGraphIsLegible(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        List<String> faults = new ArrayList<>();
        for (Object name :
                (List<?>) desk.run("return JSON.parse(await gradus.ask('examples')).map(example => example.name);")) {
            for (int[] size : List.of(new int[] {1440, 900}, new int[] {1280, 720})) {
                desk.size(size[0], size[1]);
                desk.click("#lesson");
                desk.click("[data-example='" + name + "']");
                desk.run("gradus.go(gradus.last());");
                for (Object fault : (List<?>) desk.run(FAULTS)) {
                    faults.add(name + " at " + size[0] + ": " + fault);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    /** The two pictures of the guide; {@code -Dgradus.pictures=../../../docs/pictures} replaces them. */
    @Test
    void picturesOfTheGuide() {
        Desk desk = Desk.open(Browsers.CHROMIUM, "lesson=circles");
        desk.click("#play");
        desk.until("$('task').classList.contains('won') && !$('line').textContent.includes('Press play')");
        desk.picture("playground-train");
        assertThat(desk.text("line")).startsWith("Solved: the loss is");
        desk.click("#check");
        desk.until("$('foot').textContent.includes('gradients checked')");
        Object isFound = desk.run("""
                for (let at = 0; at <= gradus.last(); at++) {
                    await gradus.go(at);
                    if (/matrix product, result.*step 13 of 22/.test($('eyebrow').textContent)) return true;
                }
                return false;
                """);
        desk.run("all('#stage td[data-c]').at(-3).dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));");
        desk.picture("playground-step");
        assertThat(isFound).isEqualTo(true);
    }
}
