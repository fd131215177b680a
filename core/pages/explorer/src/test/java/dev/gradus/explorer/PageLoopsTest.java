package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explain.TraceJson;
import dev.gradus.flow.Loop;
import dev.gradus.flow.Scan;
import dev.gradus.flow.While;
import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A loop is a box that opens: any step of it is shown as a graph with its own numbers. */
class PageLoopsTest extends PagesInBrowser {
    /** The address changes, and the page with it. */
    private void opened(Runnable how) {
        browser.run("window.before = true; return '';");
        how.run();
        browser.run("""
                return new Promise(done => {
                    const look = () => window.gradus && !window.before ? done('') : setTimeout(look, 20);
                    look();
                });
                """);
    }

    private double difference(Trace trace) {
        return ((Number) browser.run("return gradus.differenceOfShown(arguments[0]);", TraceJson.brief(trace, 4096)))
                .doubleValue();
    }

    private static Loop loop(Trace trace, boolean onTheWayBack) {
        return TraceJson.nodes(trace).stream()
                .filter(node -> node instanceof Loop && trace.graph().nodes().contains(node) != onTheWayBack)
                .map(Loop.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyStepHasItsNumbersAndTheReaderComesBack() throws Exception {
        Trace trace = Pages.scanTrace();
        browser.size(1280, 720).show(Explorer.of(trace));
        browser.goTo("step=1");
        assertThat(browser.run("return document.getElementById('open-loop').hidden;"))
                .isEqualTo(true);
        browser.goTo("step=2");
        assertThat(textOf("open-loop")).isEqualTo("Open a step");
        opened(() -> click("#open-loop"));
        assertThat(String.valueOf(browser.run("return document.querySelector('h1').textContent;")))
                .endsWith("one step of the loop");
        assertThat(textOf("iterations")).contains("of 0 … 4");
        Loop scan = loop(trace, false);
        for (int step = 0; step < 5; step++) {
            assertThat(browser.run(
                            "return document.querySelector('#iterations select').selectedOptions[0].textContent;"))
                    .isEqualTo(String.valueOf(step));
            assertThat(difference(trace.step(scan, step))).as("step %d", step).isZero();
            click("#iterations [aria-label='Step after']");
        }
        browser.run("""
                const choice = document.querySelector('#iterations select');
                choice.value = '2';
                choice.dispatchEvent(new Event('change', { bubbles: true }));
                return '';
                """);
        assertThat(difference(trace.step(scan, 2))).isZero();
        browser.run("gradus.go(gradus.last()); return '';");
        assertThat(textOf("equations")).contains("ht+1");
        opened(() -> click("#leave-loop"));
        assertThat(browser.run("return location.hash;")).isEqualTo("#step=2");
        assertThat(textOf("eyebrow")).contains("loop");
    }

    @Test
    @Tag("long")
    void theWayBackIsALoopInReverse() throws Exception {
        Trace trace = Pages.scanTrace();
        browser.size(1280, 720).show(Explorer.of(trace));
        Object last = browser.run("return gradus.last();");
        browser.goTo("step=" + last);
        opened(() -> click("#open-loop"));
        assertThat(textOf("iterations")).contains("of 4 … 0");
        assertThat(textOf("eyebrow")).contains("Given");
        Loop reversed = loop(trace, true);
        for (int step = 0; step < 5; step++) {
            assertThat(browser.run(
                            "return document.querySelector('#iterations select').selectedOptions[0].textContent;"))
                    .isEqualTo(String.valueOf(4 - step));
            assertThat(difference(trace.step(reversed, step))).isZero();
            click("#iterations [aria-label='Step after']");
        }
        browser.run("gradus.go(1); return '';");
        assertThat(textOf("eyebrow")).contains("Backward");
        assertThat(browser.run("return document.body.className;").toString()).contains("bwd");
    }

    /** The first and last steps and some between; the first of them are one after the other. */
    @Test
    void ofALongLoopSomeStepsAreThere() throws Exception {
        Node u = Scan.times(1000)
                .carry("u", Parameter.of("start", Tensor.scalar(1)))
                .body(v -> v.multiply(0.999))
                .carry();
        Trace trace = Trace.of(Evaluator.of(Graph.of(u)));
        browser.size(1280, 720).show(Explorer.of(trace));
        browser.goTo("step=1");
        opened(() -> click("#open-loop"));
        List<?> steps = (List<?>)
                browser.run(
                        "return [...document.querySelectorAll('#iterations option')].map(option => Number(option.textContent));");
        assertThat(steps).hasSize(50);
        List<Integer> numbers =
                steps.stream().map(step -> ((Number) step).intValue()).toList();
        assertThat(numbers.subList(0, 10))
                .isEqualTo(IntStream.range(0, 10).boxed().toList());
        assertThat(numbers.subList(40, 50))
                .isEqualTo(IntStream.range(990, 1000).boxed().toList());
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        Loop loop = loop(trace, false);
        browser.goTo(String.valueOf(browser.run("return location.hash;")).replace("&step=", "&iteration=30&step="));
        assertThat(difference(trace.step(loop, numbers.get(30)))).isZero();
    }

    @Test
    void aLoopThatEndsEarlyHasTheStepsThatItMade() throws Exception {
        Parameter a = Parameter.of("a", Tensor.scalar(2));
        Node root = While.carry("x", a)
                .body(
                        x -> x.square().subtract(a).abs().greater(1e-9),
                        x -> x.add(a.divide(x)).multiply(0.5))
                .carry();
        Trace trace = Trace.of(Evaluator.of(Graph.of(root)));
        browser.size(1280, 720).show(Explorer.of(trace));
        for (boolean onTheWayBack : new boolean[] {false, true}) {
            Loop loop = loop(trace, onTheWayBack);
            browser.run("""
                    const open = document.getElementById('open-loop');
                    for (let step = 0; step <= gradus.last(); step++) {
                        gradus.go(step);
                        if (!open.hidden && open.dataset.loop === String(arguments[0])) {
                            break;
                        }
                    }
                    return '';
                    """, TraceJson.nodes(trace).indexOf(loop));
            opened(() -> click("#open-loop"));
            assertThat(textOf("iterations")).contains(onTheWayBack ? "of 3 … 0" : "of 0 … 3");
            assertThat(difference(trace.step(loop, 0))).isZero();
            opened(() -> click("#leave-loop"));
        }
    }

    @Test
    @Tag("long")
    void everyScreenShowsAStep() throws Exception {
        for (int[] size : new int[][] {{1280, 720}, {1440, 900}, {1920, 1080}}) {
            browser.size(size[0], size[1]).show(Explorer.of(Pages.scanTrace()));
            browser.goTo("step=2");
            opened(() -> click("#open-loop"));
            for (int step = 0; step <= 4; step++) {
                browser.run("gradus.go(arguments[0]); return '';", step);
                assertThat(browser.run("return document.documentElement.scrollHeight <= innerHeight"
                                + " && document.documentElement.scrollWidth <= innerWidth;"))
                        .isEqualTo(true);
            }
        }
    }

    /** The title has room above what chooses the step, and nothing is so wide that the page scrolls sideways. */
    @Test
    @Tag("long")
    void aPhoneShowsAStep() throws Exception {
        Screen phone = Screen.PHONE;
        browser.overlayScrollbars(true);
        try {
            for (boolean back : new boolean[] {false, true}) {
                browser.size(phone).show(Explorer.of(Pages.scanTrace()));
                browser.run("gradus.go(arguments[0] ? gradus.last() : 2); return '';", back);
                opened(() -> click("#open-loop"));
                for (int width : new int[] {phone.width(), 360, 800}) {
                    browser.size(width, phone.height());
                    assertThat(browser.run("""
                            const faults = [];
                            const title = document.querySelector('h1').getBoundingClientRect();
                            if (title.width < 150 || title.height > 50) faults.push(`the title has ${title.width} × ${title.height}`);
                            const tops = ['iterations', 'previous', 'play', 'next'].map(id => document.getElementById(id).getBoundingClientRect()).map(box => box.top + box.height / 2);
                            if (Math.max(...tops) - Math.min(...tops) > 2) faults.push(`what is pressed stands at ${tops}`);
                            for (let step = 0; step <= gradus.last(); step++) {
                                gradus.go(step);
                                const wide = document.documentElement.scrollWidth;
                                if (wide > innerWidth) faults.push(`step ${step}: ${wide} of ${innerWidth}`);
                            }
                            return faults.join();
                            """))
                            .as("%d wide, back %s", width, back)
                            .isEqualTo("");
                }
            }
        } finally {
            browser.overlayScrollbars(false);
        }
    }

    /** Forward only: the value, and J·v beside it. */
    @Test
    @Tag("long")
    void aTangentIsSteppedThrough() throws Exception {
        Trace trace = Pages.tangentTrace();
        browser.size(1280, 720).show(Explorer.of(trace));
        int last = ((Number) browser.run("return gradus.last();")).intValue();
        assertThat(last).isEqualTo(trace.steps().size());
        for (int step = 0; step <= last; step++) {
            browser.goTo("step=" + step);
            assertThat(textOf("eyebrow")).contains(step == 0 ? "Given" : "Forward");
        }
        assertThat(difference(trace)).isZero();
        assertThat(textOf("equations")).contains("y˙=v");
    }
}
