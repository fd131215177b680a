package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.browser.Browsers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one sees of one's own lines: sliders, the loss over a number, boxes with the names of functions. */
@Tag("long")
class DeskTest {
    private static final String WELL = "w = parameter(3)\nJ = (w**2 - 2)**2 / 4 + w";

    private static Desk with(Desk desk, String lines) {
        desk.run(
                "$('editor').focus(); $('editor').value = %s; $('editor').dispatchEvent(new Event('input')); await gradus.settled();",
                lines);
        return desk;
    }

    @Test
    void slidersMoveNumbersAndTheLossIsDrawnOverThem() {
        Desk desk = with(Desk.open(Browsers.CHROMIUM, "lesson=expression"), WELL);
        assertThat(desk.is("$('curve').getAttribute('aria-label').includes('at 3 it is 15.25')"))
                .isTrue();
        desk.train(3);
        assertThat(desk.is("all('#curve .been').length > 1 && seen(document.querySelector('#curve .slope'))"))
                .isTrue();
        desk.run(
                "$('weight').value = -2; $('weight').dispatchEvent(new Event('input', { bubbles: true })); await gradus.settled();");
        assertThat(desk.text("curve")).contains("J");
        assertThat(desk.is("$('curve').getAttribute('aria-label').includes('at −2 it is −1, and its slope is −3')"))
                .isTrue();
        assertThat(desk.is("Math.min(...(await losses())) === -1")).isTrue();
        desk.go("lesson=expression").click("[data-weight=c]");
        assertThat(desk.is("$('curve').getAttribute('aria-label').startsWith('The loss J over c')"))
                .isTrue();
        desk.go("lesson=decay")
                .run(
                        "const slider = document.querySelector('#numbers input'); slider.value = 0.002; slider.dispatchEvent(new Event('input', { bubbles: true })); await gradus.settled();");
        assertThat(desk.is("$('editor').value.startsWith('λ = 0.002\\n') && !gradus.status().problem"))
                .isTrue();
        desk.complainsOfNothing();
    }

    @Test
    void negativeLossHasPlainNumbersAtItsAxis() {
        Desk desk = with(Desk.open(Browsers.CHROMIUM, "lesson=expression"), "w = parameter(2)\nJ = w**2 - 4*w - 3");
        desk.train(20);
        assertThat(desk.text("loss")).contains("−5").doesNotContain("10⁻");
    }

    @Test
    void callsOfOneFunctionAreOneBox() {
        StringBuilder lines = new StringBuilder("W = randn(2, 2); U = randn(2, 2); V = randn(2, 1)\n"
                + "def cell(h, x):\n  f = sigmoid(x @ W + h @ U)\n  return f * tanh(h @ W) + (1 - f) * tanh(x @ U)\n"
                + "h1 = cell(x, x)\n");
        for (int i = 2; i <= 8; i++) {
            lines.append("h" + i + " = cell(h" + (i - 1) + ", x)\n");
        }
        Desk desk =
                with(Desk.open(Browsers.CHROMIUM, "lesson=circles"), lines + "ŷ = sigmoid(h8 @ V)\nJ = MseLoss(ŷ, y)");
        assertThat(desk.text("graph")).contains("cell × 8");
    }

    @Test
    void smallGraphsAreOpenAndDataStaysWhereItIs() {
        Desk desk = with(
                Desk.open(Browsers.CHROMIUM, "lesson=expression"),
                "w = parameter(2)\nJ = sum((w**2 - 2*w + exp(-w/2) * sin(w))**2) + 0.1 * w");
        assertThat(desk.is("all('#graph [data-part=op]').length === 13 && !all('#graph .opens').length"))
                .isTrue();
        desk.go("lesson=circles");
        String top = "return Math.round($('points').getBoundingClientRect().top);";
        Object before = desk.run(top);
        desk.select("W2 = randn(4, 1)");
        desk.press("W2 = randn(3, 1)");
        desk.until("all('.L.err').length === 1");
        assertThat(desk.run(top)).isEqualTo(before);
    }

    @Test
    void listOfDataIsWholeInEveryLanguage() {
        Desk desk = Desk.open(Browsers.CHROMIUM, "");
        for (int[] size : List.of(new int[] {1440, 900}, new int[] {1280, 800}, new int[] {1280, 720})) {
            for (String language : List.of("en", "de", "fr")) {
                desk.size(size[0], size[1]).go("lesson=circles&lang=" + language);
                assertThat(
                                desk.run(
                                        "const edge = document.querySelector('.src').getBoundingClientRect().right; return all('.src button').filter(button => button.getBoundingClientRect().right > edge + 0.5).map(button => button.textContent).join();"))
                        .as("%s at %d", language, size[0])
                        .isEqualTo("");
            }
        }
    }

    @Test
    void indicesAreTenPixelsHigh() {
        Desk desk = Desk.open(Browsers.CHROMIUM, "lesson=classes");
        assertThat(
                        desk.run(
                                "return all('#equations math *').filter(part => !part.children.length && part.textContent.trim() && parseFloat(getComputedStyle(part).fontSize) < 9.9).map(part => part.textContent).join();"))
                .isEqualTo("");
    }
}
