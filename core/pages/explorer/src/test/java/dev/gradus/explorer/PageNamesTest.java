package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names are shown as they are, whatever is in them: of leaves, results, ops, axes, scopes, and of the page itself. */
@Tag("long")
class PageNamesTest extends PagesInBrowser {
    private static final String SCRIPT = "</script><script>document.title='taken'</script>";
    private static final String IMAGE = "<img src=x onerror=\"document.title='taken'\">";
    private static final String QUOTES = "\"'`&amp;<b>\\";
    private static final String HEBREW = "שלום";

    /** An op of somebody else's, with a sign of its own. */
    private static final class Signed extends UnaryOp {
        private final String sign;

        Signed(Node x, String sign) {
            super(x, in -> new Signed(in, sign));
            this.sign = sign;
        }

        @Override
        public Notation notation() {
            return Notation.function(sign);
        }

        @Override
        public double apply(double x) {
            return 2 * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(2));
        }
    }

    /** Every place that has a name takes its turn with every name. */
    private static Explorer page(String name) {
        Input x = Input.of("x" + name, Shape.of(2, 3).named("n" + name, "k" + name));
        Parameter w = Parameter.of("w" + name, Tensor.of(new double[] {1, 2, 3}));
        Node p = x.multiply(w).named("p" + name);
        Node q = new Signed(p, "f" + name).named("q" + name);
        Run run = Run.of(Graph.of(q.add(x).sum().named("J"))).feed(x, new double[][] {{3, 4, 5}, {6, 7, 8}});
        return Explorer.of(run)
                .titled("title " + name, "subtitle " + name)
                .scope("first " + name, p)
                .scope("second " + name, q);
    }

    @BeforeEach
    void window() {
        browser.size(1440, 900);
    }

    private static final String WALK = """
            const name = arguments[0], missing = new Set(Object.keys(arguments[1]));
            const faults = new Set();
            for (let depth = 0; depth < 3; depth++) for (let step = 0; step <= gradus.last(); step++) {
              gradus.go(step, depth);
              document.querySelector('#stage td[data-c]')?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
              if (depth === 0 && step === 0) dispatchEvent(new Event('beforeprint'));
              for (const place of [...missing]) {
                const [selector, words] = arguments[1][place];
                if ([...document.querySelectorAll(selector)].some(part => (part.textContent + (part.dataset.name ?? '') + (part.ariaLabel ?? '')).includes(words))) missing.delete(place);
              }
              if (document.querySelectorAll('img').length) faults.add('an image');
              if (document.scripts.length !== 2) faults.add('a script');
              if (document.querySelectorAll('b:not(#eyebrow b, .eyebrow b, #numbers-head b, .ph > b, b[data-number], .ex b, .foot b)').length) faults.add('bold');
            }
            if (document.title !== `title ${name}: subtitle ${name}`) faults.add(document.title);
            return [...[...missing].map(place => `${place} is not shown`), ...faults];
            """;

    @Test
    void everyNameIsShownAsItIsAndNothingMore() throws Exception {
        assertThat(Browser.forEach(List.of(SCRIPT, IMAGE, QUOTES, HEBREW), PageNamesTest::wrongWith))
                .containsOnly(List.of());
    }

    private static List<?> wrongWith(Browser browser, String name) {
        browser.size(1440, 900).show(page(name));
        Map<String, List<String>> places = new LinkedHashMap<>();
        places.put("title", List.of("h1", "title " + name));
        places.put("subtitle", List.of("h1 span", "subtitle " + name));
        places.put("leaf in the graph", List.of("#graph text", Metrics.shortened("x" + name)));
        places.put("axis in the graph", List.of("#graph text", Metrics.shortened("n" + name)));
        places.put("op in the graph", List.of("#graph text", Metrics.shortened("f" + name)));
        places.put("scope", List.of(".scopes button", "first " + name));
        places.put("leaf over its grid", List.of("#stage .cap .sym", "w" + name));
        places.put("result over its grid", List.of("#stage .cap .sym", "q" + name));
        places.put("op in the numbers", List.of("#stage .pill", "f" + name));
        places.put("leaf in the sentence", List.of("#line", "x" + name));
        places.put("op in the eyebrow", List.of("#eyebrow", "f" + name));
        places.put("mathematics", List.of("#equations li", "w" + name));
        places.put("spoken", List.of("#live", "p" + name));
        places.put("leaf on paper", List.of("#handout .cap .sym", "w" + name));
        places.put("op on paper", List.of("#handout .eyebrow", "f" + name));
        places.put("axis on paper", List.of("#handout svg text", Metrics.shortened("n" + name)));
        return (List<?>) browser.run(WALK, name, places);
    }

    /** Else what stands beside a name that is written from right to left would be turned round with it. */
    @Test
    void directionOfANameEndsWithIt() throws Exception {
        browser.show(page(HEBREW));
        assertThat(browser.run("""
                gradus.go(3);
                const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), open = [];
                while (walk.nextNode()) {
                  const part = walk.currentNode.parentElement;
                  if (!/[\\u0590-\\u05ff]/.test(walk.currentNode.data) || !part.checkVisibility() || part.closest('math, .code, .vh')) continue;
                  const isolated = [part, part.parentElement].some(one => /isolate/.test(getComputedStyle(one).unicodeBidi) || one.localName === 'bdi');
                  if (!isolated) open.push(part.outerHTML);
                }
                return open.join('\\n');
                """)).isEqualTo("");
    }
}
