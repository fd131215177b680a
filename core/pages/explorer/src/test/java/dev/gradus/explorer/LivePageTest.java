package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Adam;
import dev.gradus.train.Epoch;
import dev.gradus.train.LivePage;
import dev.gradus.train.Means;
import dev.gradus.train.Trainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebDriverException;

/** The page that the engine's trainer writes, on the screens of lectures and phones. */
@Tag("long")
class LivePageTest extends PagesInBrowser {
    private static final String LOOK = """
            const faults = [], wide = document.documentElement;
            if (wide.scrollWidth > wide.clientWidth) faults.push('scrolls sideways: ' + wide.scrollWidth);
            const inside = (box, all, what) => {
                if (box.left < all.left - .5 || box.right > all.right + .5 || box.top < all.top - .5 || box.bottom > all.bottom + .5)
                    faults.push('cut off: ' + what);
            };
            for (const svg of document.querySelectorAll('svg')) {
                if (!svg.getAttribute('aria-label')) faults.push('without a label');
                for (const part of svg.children) inside(part.getBoundingClientRect(), svg.getBoundingClientRect(), part.textContent || part.outerHTML);
                const texts = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
                texts.forEach(([text, box], i) => {
                    if (box.height < 12) faults.push('small: ' + text + ' ' + box.height);
                    texts.slice(i + 1).forEach(([other, at]) => {
                        if (box.left < at.right && at.left < box.right && box.top + 4 < at.bottom && at.top + 4 < box.bottom) faults.push('overlap: ' + text + ' and ' + other);
                    });
                });
            }
            for (const text of document.querySelectorAll('h1,h2,h3,p,th,td,figcaption,figcaption span,figcaption b,button'))
                inside(text.getBoundingClientRect(), { left: 0, top: 0, right: wide.clientWidth, bottom: 1e9 }, text.textContent);
            const linear = c => c <= .04045 * 255 ? c / 255 / 12.92 : ((c / 255 + .055) / 1.055) ** 2.4;
            const light = color => { const [r, g, b] = color.match(/[\\d.]+/g).map(Number); return .2126 * linear(r) + .7152 * linear(g) + .0722 * linear(b); };
            const paperOf = one => { const paper = getComputedStyle(one).backgroundColor; return one.parentElement && /, 0\\)$/.test(paper) ? paperOf(one.parentElement) : paper; };
            const contrast = (ink, one) => { const [a, b] = [light(ink), light(paperOf(one))].sort((p, q) => q - p); return (a + .05) / (b + .05); };
            for (const one of document.querySelectorAll('h1,h2,h3,p,th,td,figcaption,figcaption span,button,svg text')) {
                const style = getComputedStyle(one), found = contrast(one.closest('svg') ? style.fill : style.color, one);
                if (found < 4.5) faults.push('contrast ' + found + ': ' + one.textContent);
            }
            const button = document.querySelector('button').getBoundingClientRect();
            if (button.height < 44) faults.push('button ' + button.height);
            return [getComputedStyle(document.body).backgroundColor, ...faults].join('\\n');
            """;

    @TempDir
    private Path folder;

    private Path page() {
        NumpyRandom random = NumpyRandom.seed(0);
        Parameter w = Parameter.of("weights of the second layer of the decoder", random.normal(0, 1, Shape.of(30)));
        Parameter tiny = Parameter.of("b", Tensor.scalar(1e-7));
        Node J = w.square().sum().multiply(1e-6).add(tiny.square());
        Path file = folder.resolve("training.html");
        Trainer.of(Run.of(Graph.of(J)), Adam.of(0.1))
                .withValidation(() -> new Means(
                        random.uniform(1e-3, 10),
                        Map.of("F1, weighted by classes", Tensor.scalar(random.uniform(0, 1)))))
                .watchingParameters()
                .withListener(LivePage.to(file, "Which of the two spirals does a point belong to?"))
                .train(30);
        return file;
    }

    @Test
    void nothingIsCutOffAndAllIsReadableLightAndDark() {
        Path file = page();
        for (Screen screen : Screen.USUAL) {
            browser.size(screen).dark(false).showFile(file);
            browser.run("if (!isStopped()) button.click();");
            assertThat(browser.run(LOOK)).as("%s, light", screen).isEqualTo("rgb(255, 255, 255)");
            browser.dark(true);
            assertThat(browser.run(LOOK)).as("%s, dark", screen).isEqualTo("rgb(16, 20, 24)");
        }
        browser.dark(false);
        assertThat(browser.run("return document.querySelector('button').textContent"))
                .isEqualTo("Reload as it trains");
    }

    @Test
    void showsWhatIsWrittenUntilItIsStopped() throws InterruptedException {
        Path file = folder.resolve("training.html");
        LivePage page = LivePage.to(file, "Two");
        page.accept(epoch(1));
        browser.size(Screen.LAPTOP).showFile(file);
        browser.run("sessionStorage.setItem('stopped', 'no');");
        browser.showFile(file);
        page.accept(epoch(2));
        awaitEpoch(2);
        browser.run("if (!isStopped()) button.click();");
        page.accept(epoch(3));
        Thread.sleep(3000);
        assertThat(shown()).isEqualTo("after epoch 2");
        browser.run("button.click();");
        awaitEpoch(3);
        browser.run("if (!isStopped()) button.click();");
    }

    private static Epoch epoch(int number) {
        return new Epoch(number, Means.ofLoss(1.0 / number), Optional.empty(), List.of());
    }

    private Object shown() {
        return browser.run("return document.querySelector('header p').textContent;");
    }

    private void awaitEpoch(int number) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        Object shown = "";
        while (!shown.equals("after epoch " + number) && System.nanoTime() < end) {
            Thread.sleep(50);
            try {
                shown = shown();
            } catch (WebDriverException beingReplaced) {
                shown = beingReplaced.toString();
            }
        }
        assertThat(shown).isEqualTo("after epoch " + number);
    }
}
