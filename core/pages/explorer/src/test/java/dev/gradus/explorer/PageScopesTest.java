package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Run;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Scopes of a large graph in the page: boxes in a row, one of them open below. */
@Tag("long")
class PageScopesTest extends PagesInBrowser {
    /** What is wrong with the row at four steps, open and closed: texts that meet or are small, boxes that meet, a picture under the row. */
    private static final String ROWS = """
            const wrongAt = (step, closed) => {
            gradus.go(step);
            if (closed) document.querySelector('.scopes [aria-expanded=true]').click();
            const row = document.querySelector('.scopes'), faults = [];
            const place = element => {
                if (element.matches('svg, button, i')) return element.getBoundingClientRect();
                const range = document.createRange();
                range.selectNodeContents(element);
                return range.getBoundingClientRect();
            };
            const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
            const things = [...row.querySelectorAll('button, .value > span:not(.way), svg, .way, small')].filter(one => one.getClientRects().length).map(one => [one, place(one)]);
            const begin = one => one.outerHTML.slice(0, 70);
            things.forEach(([a, b], i) => things.slice(i + 1).forEach(([other, o]) => { if (meet(b, o)) faults.push(`${begin(a)} | ${begin(other)}`); }));
            row.querySelectorAll('button, .value, .value sub, small').forEach(text => { if (parseFloat(getComputedStyle(text).fontSize) < 9.5) faults.push(`${text.textContent}: ${getComputedStyle(text).fontSize}`); });
            row.querySelectorAll('button > bdi').forEach(name => { if (name.scrollWidth > name.clientWidth + 1) faults.push(`${name.textContent} is cut off`); });
            const view = row.getBoundingClientRect(), now = row.querySelector('.now').getBoundingClientRect();
            if (now.left < view.left || now.right > view.right || now.top < view.top || now.bottom > view.bottom) faults.push('the current scope is not seen');
            const graph = document.getElementById('graph').getBoundingClientRect();
            if (graph.height && meet(view, graph)) faults.push('the picture is under the row');
            if (!graph.height !== closed) faults.push('the picture is there or not');
            if (innerWidth > 860 && document.documentElement.scrollHeight > innerHeight) faults.push('the page scrolls');
            return faults.map(fault => `step ${step}${closed ? ', closed' : ''}: ${fault}`);
            };
            return [0, 1, 2, 3].map(third => Math.floor(gradus.last() * third / 3)).flatMap(step => [false, true].flatMap(closed => wrongAt(step, closed)));
            """;

    private static final String OPEN =
            "return [...document.querySelectorAll('.scopes button')].findIndex(scope => scope.ariaExpanded === 'true');";

    private static final String OPS =
            "return [...document.querySelectorAll('#graph [data-part=op]')].filter(op => op.getClientRects().length).length;";

    private void show(Explorer page) throws Exception {
        browser.size(1440, 900).show(page);
    }

    private List<?> texts(String all) {
        return (List<?>) browser.run("return [...document.querySelectorAll('.scopes " + all
                + "')].map(one => one.textContent.replace(/\\s+/g, ' ').trim());");
    }

    private void go(int step) {
        browser.run("gradus.go(arguments[0]); return '';", step);
    }

    @Test
    void eachScopeStandsBetweenWhatGoesInAndWhatComesOut() throws Exception {
        browser.size(1440, 900).show("scopes");
        assertThat(texts("button").toString()).isEqualTo("[hidden layer, output layer, z, y → J]");
        assertThat(texts(".beads").toString()).isEqualTo("[x, h, z y, J]");
        assertThat(browser.run("""
                return [...document.querySelectorAll('.scopes .bead')].map(bead => bead.querySelectorAll('[data-cell]').length).join();
                """))
                .as("cells of x (5 × 3), h (5 × 4), z (5 × 3), y (5) and J")
                .isEqualTo("15,20,15,5,1");
        show(Pages.steps(3));
        assertThat(texts(".beads").toString()).isEqualTo("[h0 x1, h1 x2, h2 x3, h3, J]");
    }

    @Test
    void ofManyValuesBetweenTwoScopesTheFirstAreDrawn() throws Exception {
        Input x = Input.of("x", 3);
        List<Node> gates = List.of(
                x.tanh().named("a"),
                x.sigmoid().named("b"),
                x.exp().named("c"),
                x.square().named("d"));
        Node product =
                gates.get(0).multiply(gates.get(1)).multiply(gates.get(2)).multiply(gates.get(3));
        Run run = Run.of(Graph.of(product.sum().named("J"))).feed(x, new double[] {1, 2, 3});
        show(Explorer.of(run).scope("gates", gates.toArray(Node[]::new)));
        assertThat(texts(".beads").toString()).isEqualTo("[x, a b and c, d, J]");
        assertThat(browser.run("return document.querySelectorAll('.scopes .bead').length;"))
                .isEqualTo(4L);
    }

    @Test
    void stepsOpenTheScopeThatTheyAreIn() throws Exception {
        show(Explorer.of(Examples.deep(6, 3)));
        long ops = ((List<?>) browser.run("return [...document.querySelectorAll('#graph [data-part=op]')];")).size();
        assertThat((List<?>) browser.run("""
                const faults = [];
                for (let step = 1; step <= gradus.last(); step++) {
                    gradus.go(step);
                    const now = [...document.querySelectorAll('.scopes button.now')], about = document.querySelector('#graph [data-part=op].now, #graph [data-part=plus].now');
                    const found = [now.length, now[0].ariaExpanded, now[0].ariaCurrent, !about || about.getClientRects().length > 0].join();
                    const ops = [...document.querySelectorAll('#graph [data-part=op]')].filter(op => op.getClientRects().length).length;
                    if (found !== '1,true,step,true' || ops < 1 || ops >= arguments[0]) faults.push(`step ${step}: ${found}, ${ops} ops`);
                }
                return faults;
                """, ops)).isEmpty();
        assertThat(browser.run(OPEN)).as("the first parameters come last").isEqualTo(0L);
    }

    @Test
    void aClickOpensAndClosesAndTheNextStepOpensItsOwn() throws Exception {
        browser.size(1440, 900).show("scopes");
        go(2);
        Object address = browser.run("return location.hash;");
        assertThat(browser.run(OPEN)).isEqualTo(0L);
        browser.run("document.querySelectorAll('.scopes button')[2].click(); return '';");
        assertThat(browser.run(OPEN)).isEqualTo(2L);
        assertThat(browser.run(OPS)).as("only the loss").isEqualTo(1L);
        assertThat(texts(".now").toString()).as("the step is where it was").isEqualTo("[hidden layer]");
        assertThat(browser.run("return location.hash;")).isEqualTo(address);
        browser.run("document.querySelectorAll('.scopes button')[2].click(); return '';");
        assertThat(browser.run(OPEN)).as("all are closed").isEqualTo(-1L);
        assertThat(browser.run(OPS)).isEqualTo(0L);
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.run(OPEN)).isEqualTo(0L);
        assertThat((Long) browser.run(OPS)).isPositive();
    }

    @Test
    void keysOpenAndCloseAndStepOn() throws Exception {
        browser.size(1440, 900).show("scopes");
        go(1);
        browser.run("document.getElementById('link').focus(); return '';");
        browser.press(Keys.TAB, Keys.TAB);
        assertThat(browser.run("return document.activeElement.ariaLabel;"))
                .isEqualTo("output layer, from h to z, not reached");
        browser.press(Keys.ENTER);
        assertThat(browser.run(OPEN)).isEqualTo(1L);
        browser.press(Keys.SPACE);
        assertThat(browser.run(OPEN)).isEqualTo(-1L);
        assertThat(browser.run("return location.hash;"))
                .as("space does not play here")
                .isEqualTo("#step=1");
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.run("return location.hash;")).isEqualTo("#step=2");
        assertThat(browser.run("return document.activeElement.textContent;"))
                .as("the focus stays")
                .isEqualTo("output layer");
    }

    @Test
    void boxesShowHowFarThePassesHaveCome() throws Exception {
        browser.size(1440, 900).show("scopes");
        String progress =
                "return [...document.querySelectorAll('.scopes button')].map(one => one.classList[0]).join();";
        int seed = ((Number)
                        browser.run(
                                "gradus.go(0); return [...document.querySelectorAll('.tk')].findIndex(one => one.textContent.trim() === '1');"))
                .intValue();
        int last = ((Number) browser.run("return gradus.last();")).intValue();
        go(0);
        assertThat(browser.run(progress)).isEqualTo("future,future,future");
        go(3);
        assertThat(browser.run(progress)).as("after relu").isEqualTo("done,future,future");
        go(seed);
        assertThat(browser.run(progress)).isEqualTo("done,done,done");
        String edges = """
                const seen = part => [...document.querySelectorAll(`.way [data-part=${part}]`)].filter(one => getComputedStyle(one).visibility === 'visible').length;
                return [seen('edge'), seen('back')].join();
                """;
        assertThat(browser.run(edges)).as("the seed came to J").isEqualTo("7,1");
        go(seed + 3);
        assertThat(browser.run(progress)).as("behind the loss").isEqualTo("done,done,back");
        go(last);
        assertThat(browser.run(progress)).isEqualTo("back,back,back");
        assertThat(
                        browser.run(
                                "return [...document.querySelectorAll('.scopes button')].map(one => one.ariaLabel).join('; ');"))
                .isEqualTo("hidden layer, from x to h, backward done; output layer, from h to z, backward done; "
                        + "z, y → J, from z, y to J, backward done");
        assertThat(browser.run(edges)).as("no gradient to x and y").isEqualTo("7,5");
    }

    /** Weights of three scopes have no gradient of their own in any of them: each shows its part, and the row which have one. */
    @Test
    void aSumOverScopesLightsTheWeightAndWhatComesToIt() throws Exception {
        show(Pages.steps(3));
        browser.run("gradus.go(gradus.last());");
        assertThat(textOf("line")).startsWith("W was used 3 times");
        String lit = """
                const W = Number([...document.querySelectorAll('#graph [data-part=value]')].find(part => part.querySelector('text')?.textContent === 'W').dataset.node);
                const lit = [...document.querySelectorAll('#graph .now')].filter(part => part.getClientRects().length);
                return [...new Set(lit.map(part => `${part.dataset.part} ${Number(part.dataset.node) === W ? 'W' : ''}`))].sort().join();
                """;
        String contributing =
                "return [...document.querySelectorAll('.scopes .part')].map(one => one.ariaLabel).join('; ');";
        for (int scope = 0; scope < 3; scope++) {
            browser.run(
                    "const scope = document.querySelectorAll('.scopes button')[arguments[0]]; if (scope.ariaExpanded === 'false') scope.click();",
                    scope);
            assertThat(browser.run(lit)).as("step %d", scope + 1).isEqualTo("back W,value W");
        }
        browser.run("document.querySelector('.scopes [aria-expanded=true]').click();");
        assertThat(browser.run(contributing))
                .isEqualTo(
                        "step 1, from h 0, x 1 to h 1, backward done, hands in a part; step 2, from h 1, x 2 to h 2, backward done, hands in a part; "
                                + "step 3, from h 2, x 3 to h 3, backward done, hands in a part");
        browser.run("gradus.go(gradus.last() - 2);");
        assertThat(browser.run(contributing)).isEqualTo("");
    }

    @Test
    void rowsAreLegibleOpenAndClosed() throws Exception {
        assertThat(Browser.forEach(List.of("deep", "scopes", "six-times", "ten-scopes"), (browser, page) -> {
                    browser.show(page);
                    return Screen.USUAL.stream()
                            .map(screen -> page + " at " + screen + ": "
                                    + browser.size(screen).run(ROWS))
                            .filter(found -> !found.endsWith(": []"))
                            .toList();
                }))
                .containsOnly(List.of());
    }

    @Test
    void aLongRowOfClosedScopesBeginsWithWhatIsGiven() throws Exception {
        browser.size(Screen.PHONE).show(Pages.steps(6).closed());
        go(0);
        assertThat(browser.run("""
                const { scrollLeft, scrollWidth, clientWidth } = document.querySelector('.scopes');
                return [scrollWidth > clientWidth, scrollLeft].join();
                """)).isEqualTo("true,0");
    }

    /** Every pair of theme, step, and open or closed: a run takes seconds, and no fault needs all three. */
    @Test
    void axeFindsNothingOpenOrClosed() throws Exception {
        String axe = PageAccessibilityTest.axe();
        browser.size(1440, 900).show("six-times");
        browser.run(axe + "; return '';");
        go(20);
        assertThat(complaintsIn("light")).isEqualTo("");
        click(".scopes [aria-expanded=true]");
        assertThat(complaintsIn("dark")).isEqualTo("");
        go(120);
        assertThat(complaintsIn("dark")).isEqualTo("");
        click(".scopes [aria-expanded=true]");
        assertThat(complaintsIn("light")).isEqualTo("");
    }

    private Object complaintsIn(String theme) {
        browser.run("document.documentElement.dataset.theme = arguments[0];", theme);
        return browser.run(PageAccessibilityTest.AXE);
    }

    /** Each figure shows the scope of its step, with the op at work, whatever the reader opened or closed. */
    @Test
    void handoutsShowTheScopeOfEachFigure() throws Exception {
        try {
            browser.size(1440, 900).show("scopes");
            go(9);
            browser.run("document.querySelector('.scopes [aria-expanded=true]').click(); return '';");
            browser.onPaper(true);
            assertThat(browser.run("""
                    const figures = [...document.querySelectorAll('#handout .fig')].map(figure => figure.querySelector('svg'));
                    const about = figures.map(svg => [svg, svg.querySelector('[data-part=op].now')]).filter(([, op]) => op);
                    const lost = about.filter(([svg, op]) => {
                        const view = svg.getBoundingClientRect(), box = op.getBoundingClientRect();
                        return !(box.width > 10 && box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom);
                    });
                    return [about.length > 10, lost.length].join();
                    """)).isEqualTo("true,0");
        } finally {
            browser.onPaper(false);
        }
    }
}
