package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Math and Code panes of all families. */
@Tag("long")
class FormulasTest extends FamilyPages {
    /** What of each pane is lit when the pointer is over what the script finds. */
    private static String litFrom(String found) {
        return String.valueOf(browser.run("""
                const over = %s;
                over.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
                const words = [...new Set([...document.querySelectorAll('.lit')].map(lit => lit.dataset.node ? `${lit.dataset.part} in the graph`
                  : `${lit.closest('#java, #numpy, #equations, #stage')?.id} ${lit.textContent}`))];
                document.body.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
                return words.sort().join('; ');
                """.formatted(found)));
    }

    @Test
    void aSymbolLightsItsTensorInAllPanes() throws Exception {
        at("matmul", "Backward · σ", "result");
        String word = "[...document.querySelectorAll('#%s [data-t]')].find(part => part.textContent === '%s')";
        String gradient = "equations ∂J∂z; gradient in the graph; java dz; numpy dz; stage ∂J/∂z";
        assertThat(litFrom(word.formatted("java", "dz"))).isEqualTo(gradient);
        assertThat(litFrom(word.formatted("numpy", "dz"))).isEqualTo(gradient);
        assertThat(
                        litFrom(
                                "[...document.querySelectorAll('#equations .gradient')].find(part => part.textContent === '∂J∂z').lastElementChild.lastElementChild"))
                .as("the z of ∂J/∂z is part of it")
                .isEqualTo(gradient);
        assertThat(litFrom("document.querySelector('#graph [data-part=gradient][data-t=\"' + "
                        + word.formatted("java", "dz") + ".dataset.t + '\"]')"))
                .isEqualTo(gradient);
        at("matmul", "Forward · σ", "");
        assertThat(litFrom("[...document.querySelectorAll('#stage .sym')].at(-1)"))
                .isEqualTo("equations y^; java yHat; numpy y_hat; stage ŷ; value in the graph");
        assertThat(litFrom(word.formatted("java", "W"))).contains("equations W", "numpy W", "value in the graph");
    }
}
