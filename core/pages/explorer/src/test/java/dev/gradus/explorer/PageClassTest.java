package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a class needs: exercise sheets, a teacher's notes, pictures for slides. */
class PageClassTest extends PagesInBrowser {
    private static final String SHEETS = """
            gradus.go(5);
            dispatchEvent(new Event('beforeprint'));
            const figures = [...document.querySelectorAll('#handout .fig')];
            const numbers = figure => [...figure.querySelectorAll('.gr.asked td:not(.gap)')].map(cell => cell.textContent);
            const blank = figures.filter(figure => figure.matches('.blank')), solved = figures.filter(figure => !figure.matches('.blank'));
            return {
              blank: blank.length, solved: solved.length,
              order: figures.findIndex(figure => !figure.matches('.blank')),
              told: blank.flatMap(numbers).filter(words => /\\d/.test(words)),
              heat: blank.flatMap(figure => [...figure.querySelectorAll('.gr.asked td')]).filter(cell => cell.matches('.pos, .neg')).length,
              lines: blank.filter(figure => figure.querySelector('.written')?.textContent.endsWith(' =')).length,
              sums: [blank, solved].map(list => list.filter(figure => figure.querySelector('.ex')).length),
              step: document.getElementById('time').getAttribute('aria-valuenow'), quiz: document.getElementById('quiz').ariaPressed,
            };
            """;

    @Test
    @Tag("long")
    void exerciseSheetHasBlanksAndThenTheAnswers() {
        browser.size(1440, 900).show(Pages.and().forClass());
        browser.goTo("worksheet");
        browser.run("location.reload(); return '';");
        browser.run(
                "return new Promise(done => { const wait = () => window.gradus ? done('') : setTimeout(wait, 20); wait(); });");
        assertThat(browser.run(SHEETS))
                .hasToString("{blank=8, heat=0, lines=8, order=8, quiz=false, solved=8, step=5, sums=[0, 8], told=[]}");
        assertThat(textOf("handout")).contains("Name:").contains("Logical AND: answers");
        browser.run("document.getElementById('handout').replaceChildren();");
    }

    @Test
    @Tag("long")
    void exerciseSheetsArePrinted() {
        for (String page : List.of("and", "two-layers")) {
            browser.size(1440, 900)
                    .show((page.equals("and") ? Pages.and() : Pages.all().get(page)).forClass());
            int handout = browser.pagesWhenPrinted();
            browser.goTo("worksheet");
            browser.run("location.reload(); return '';");
            browser.run(
                    "return new Promise(done => { const wait = () => window.gradus ? done('') : setTimeout(wait, 20); wait(); });");
            assertThat(browser.pagesWhenPrinted()).as(page).isGreaterThan(handout);
        }
    }

    @Test
    @Tag("long")
    void notesStandBesideTheirStepsWhenTheyAreAskedFor() {
        Run run = Examples.lesson();
        Node z = Examples.named(run, "z"), W = run.graph().parameters().get(0);
        Explorer page = Explorer.of(run)
                .note(z, "Ask: what is <b> for?")
                .gradientNote(W, "Why the transpose?")
                .note(W, "Drawn at random.");
        browser.size(1440, 900).show(page);
        assertThat(browser.run("return document.getElementById('notes').checkVisibility();"))
                .isEqualTo(false);
        browser.press("n");
        assertThat(textOf("notes")).isEqualTo("NotesDrawn at random.");
        List<?> all = (List<?>) browser.run("""
                return Array.from({ length: gradus.last() + 1 }, (_, step) => { gradus.go(step); return [document.getElementById('notes').textContent, document.getElementById('eyebrow').textContent].join('; '); });
                """);
        assertThat(all)
                .filteredOn(words -> words.toString().contains("what is <b> for"))
                .hasSize(1);
        assertThat(all)
                .filteredOn(words -> words.toString().contains("Why the transpose"))
                .hasSize(3)
                .allMatch(words -> words.toString().contains("Backward"));
        assertThat(all.get(3).toString()).contains("No note at this step.");
        assertThat(browser.run("return location.hash;")).asString().endsWith("notes=on");
        browser.press("n");
        assertThat(browser.run("return document.getElementById('notes').checkVisibility();"))
                .isEqualTo(false);
    }

    @Test
    void noteOfWhatIsNotThereIsRefused() {
        Explorer page = Pages.and();
        Parameter other = Parameter.of("other", Tensor.zeros(1));
        assertThatThrownBy(() -> page.note(other, "words"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other")
                .hasMessageContaining("not in this graph");
        assertThatThrownBy(() -> page.gradientNote(other, "words"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no gradient of");
    }

    /** Without the page's styles it looks as in the page: it is drawn in another document and compared by its numbers and colors. */
    @Test
    @Tag("long")
    void pictureOfAStepStandsAlone() {
        browser.size(1440, 900).show(Pages.and().forClass());
        browser.run("gradus.go(15);");
        String svg = String.valueOf(browser.run("return gradus.pictureOfStep();"));
        assertThat(svg)
                .startsWith("<svg xmlns=")
                .contains("<title>Each weight collects")
                .contains("@font-face")
                .doesNotContain("class=")
                .doesNotContain("var(")
                .doesNotContain("oklab(");
        assertThat(browser.run("""
                const parsed = new DOMParser().parseFromString(arguments[0], 'image/svg+xml'), error = parsed.querySelector('parsererror');
                return error ? error.textContent : [...parsed.querySelectorAll('text')].length > 10;
                """, svg)).isEqualTo(true);
        assertThat(browser.run("""
                const image = new Image();
                image.src = 'data:image/svg+xml,' + encodeURIComponent(arguments[0]);
                return image.decode().then(() => {
                  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
                  canvas.drawImage(image, 0, 0);
                  const { data } = canvas.getImageData(0, 0, image.width, image.height);
                  let blue = 0, amber = 0;
                  for (let i = 0; i < data.length; i += 4) {
                    if (data[i + 2] > 180 && data[i] < 60) blue++;
                    if (data[i] > 220 && data[i + 1] > 150 && data[i + 2] < 120) amber++;
                  }
                  return [blue > 500, amber > 500];
                });
                """, svg)).isEqualTo(List.of(true, true));
    }

    /** At each moment the moving picture shows what the picture of that step shows. */
    @Test
    @Tag("long")
    void movingPictureGoesThroughAllSteps() {
        browser.size(1440, 900).show(Pages.and().forClass());
        String svg = String.valueOf(browser.run("return gradus.movingPicture();"));
        assertThat(svg.length()).isLessThan(400_000);
        assertThat(browser.run("""
                const holder = document.createElement('div'), faults = [];
                holder.innerHTML = arguments[0];
                document.body.append(holder);
                const moving = holder.querySelector('svg');
                moving.pauseAnimations();
                const seen = svg => [...svg.querySelectorAll('text')].filter(text => getComputedStyle(text).visibility === 'visible').map(text => text.textContent).sort().join('|');
                for (let step = 0; step <= gradus.last(); step += 3) {
                  gradus.go(step);
                  moving.setCurrentTime((step + .5) * gradus.svgSeconds);
                  const still = document.createElement('div');
                  still.innerHTML = gradus.pictureOfStep();
                  document.body.append(still);
                  if (seen(moving) !== seen(still.querySelector('svg'))) faults.push(`${step}: ${seen(moving)} but ${seen(still.querySelector('svg'))}`);
                  still.remove();
                }
                holder.remove();
                return faults;
                """, svg)).isEqualTo(List.of());
    }

    @Test
    @Tag("long")
    void axeFindsNothing() throws Exception {
        Run run = Examples.lesson();
        browser.size(1440, 900)
                .show(Explorer.of(run).forClass().note(Examples.named(run, "z"), "A note."))
                .run(PageAccessibilityTest.axe());
        browser.goTo("step=2&notes=on");
        browser.run("document.getElementById('class-menu').showPopover();");
        assertThat(browser.run(PageAccessibilityTest.AXE)).isEqualTo("");
    }
}
