package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The Math and Code panes of all families. */
class FormulasTest extends FamilyPages {
    /** What is too wide is set smaller and then broken; nothing is out of sight. */
    @Test
    void noFormulaIsCutOff() throws Exception {
        browser.size(1280, 720);
        for (String family : FAMILIES.keySet()) {
            show(family);
            assertThat((List<?>) browser.run("""
                    const found = [];
                    for (let depth = 0; depth < 3; depth++) {
                      gradus.go(gradus.last(), depth);
                      document.querySelectorAll('#equations li').forEach(li => {
                        const row = li.querySelector('.al'), list = document.getElementById('equations');
                        if (row.scrollWidth > row.clientWidth + 1) found.push(`depth ${depth}: ${row.textContent} by ${row.scrollWidth - row.clientWidth}`);
                        if (li.offsetHeight > list.clientHeight) found.push(`depth ${depth}: ${row.textContent} is ${li.offsetHeight} high`);
                      });
                    }
                    return [...new Set(found)];
                    """)).as(family).isEmpty();
        }
    }

    /** Of code one sees whole lines, the current one among them. */
    @Test
    void codeIsSeenInWholeLines() throws Exception {
        browser.size(1280, 720);
        for (String family : FAMILIES.keySet()) {
            show(family);
            assertThat((List<?>) browser.run(WALK.formatted("""
                    () => ['java', 'numpy'].flatMap(id => {
                      const list = document.getElementById(id), view = list.getBoundingClientRect();
                      return [...list.children].filter(line => {
                        const box = line.getBoundingClientRect();
                        const cut = (box.top < view.top - 1 && box.bottom > view.top + 1) || (box.top < view.bottom - 1 && box.bottom > view.bottom + 1);
                        if (line.classList.contains('now') && box.height > view.height) return Math.abs(box.top - view.top) > 1; // from its beginning
                        const away = box.bottom <= view.top + 1 || box.top >= view.bottom - 1;
                        return cut || (away && line.classList.contains('now'));
                      }).map(line => `${id} ${line.textContent}`);
                    }).join('; ')"""))).as(family).isEmpty();
        }
    }

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
