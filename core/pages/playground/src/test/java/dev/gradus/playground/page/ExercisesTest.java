package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.browser.Browsers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** Whole exercises, as a student does them, in every browser. */
@Tag("long")
class ExercisesTest {
    private static final String ONE_LAYER = """
            W = randn(2, 1); b = zeros(1)
            z = x @ W + b
            ŷ = sigmoid(z)
            J = MseLoss(ŷ, y)""";

    private static final String LOSSES = "return (await losses()).map(String);";

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void lessonIsWrittenTrainedSteppedThroughAndShared(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        desk.click("[data-source=AND]");
        desk.type(ONE_LAYER);
        desk.until("$('eyebrow').textContent.startsWith('Ready')");
        assertThat(desk.text("pre")).contains("4 × 1");
        assertThat(desk.run("return all('#graph [data-part=op]').length;")).isEqualTo(4L);
        assertThat(desk.is("all('#graph [data-part=back]').every(edge => !seen(edge))"))
                .isTrue();

        desk.select("randn(2, 1)");
        desk.press("randn(3, 1)");
        desk.until("document.querySelector('.sq')");
        assertThat(desk.text("eyebrow")).contains("Line 2");
        assertThat(desk.run("return document.querySelector('.sq').textContent;"))
                .isEqualTo("x @ W");
        assertThat(desk.is("$('play').disabled && $('next').disabled")).isTrue();
        assertThat(desk.run("return all('#graph .wrong').length;")).isEqualTo(1L);
        desk.click("[data-remedy]");
        desk.until("!document.querySelector('.sq')");
        assertThat(desk.run("return $('editor').value;")).asString().isEqualTo(ONE_LAYER);

        desk.train(60);
        assertThat(desk.is("(all => all.at(-1) < all[0])(await losses())")).isTrue();
        assertThat(desk.is("seen(document.querySelector('#graph [data-part=back]')) && seen($('norms'))"))
                .isTrue();
        assertThat(desk.is("document.querySelector('#points .ct').getAttribute('d').length > 40"))
                .as("the boundary")
                .isTrue();

        desk.press(Keys.ESCAPE, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(desk.text("eyebrow")).startsWith("Forward").contains("Iteration");
        assertThat(desk.is("seen($('stage')) && !seen($('shown'))")).isTrue();
        desk.run("gradus.go(gradus.last() - 4);");
        assertThat(desk.is("all('#numpy li:not([hidden])').some(line => /\\.T/.test(line.textContent))"))
                .isTrue();

        Object losses = desk.run(LOSSES);
        Object step = desk.run("return gradus.step();");
        desk.click("#share");
        String address = String.valueOf(desk.run("return location.hash.slice(1);"));
        desk.go(address);
        assertThat(desk.run(LOSSES)).as("the same bits").isEqualTo(losses);
        assertThat(desk.run("return $('editor').value;")).isEqualTo(ONE_LAYER);
        assertThat(desk.run("return gradus.step();")).isEqualTo(step);
        assertThat(desk.run("return gradus.moment();")).isEqualTo("step");

        desk.press(Keys.ESCAPE);
        assertThat(desk.is("seen($('shown')) && !seen($('stage'))")).isTrue();
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void everyLessonTrainsAndIsSteppedThrough(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        List<?> names =
                (List<?>) desk.run("return JSON.parse(await gradus.ask('examples')).map(example => example.name);");
        assertThat(names).hasSizeGreaterThanOrEqualTo(12);
        // Of the other engine every third shows whether it differs.
        for (int i = 0; i < names.size(); i += kind == Browsers.CHROMIUM ? 1 : 3) {
            Object name = names.get(i);
            desk.click("#lesson");
            desk.click("[data-example='" + name + "']");
            desk.until("$('eyebrow').textContent.startsWith('Ready') || document.querySelector('.sq')");
            if (desk.is("document.querySelector('.sq')")) {
                continue; // a lesson about an error begins with one
            }
            desk.train(3);
            assertThat(desk.is("gradus.status().finite")).as("%s", name).isTrue();
            desk.run("for (let part = 0; part <= 4; part++) gradus.go(Math.round(gradus.last() * part / 4));");
            assertThat(desk.is("$('stage').children.length > 0")).as("%s", name).isTrue();
        }
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void numberIsChangedUndoneAndTheCurveIsWalkedBack(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        desk.click("[data-source=AND]");
        desk.type(ONE_LAYER);
        desk.until("$('eyebrow').textContent.startsWith('Ready')");
        Object before = desk.run("return String((await losses()).at(-1));");
        desk.press(Keys.ESCAPE);
        desk.run("await gradus.go(0); document.querySelector('#stage td[tabindex]').focus();");
        desk.run("""
                const cell = all('#stage table').at(-1).querySelector('td');
                cell.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
                document.activeElement.value = '2.5';
                """);
        desk.press(Keys.ENTER);
        assertThat(desk.run("return String((await losses()).at(-1));")).isNotEqualTo(before);
        assertThat(desk.is("document.querySelector('#stage .edited')")).isTrue();
        desk.run(
                "document.activeElement.blur(); dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true }));");
        assertThat(desk.run("return String((await losses()).at(-1));")).isEqualTo(before);

        desk.train(40);
        Object losses = desk.run(LOSSES);
        desk.run("$('loss').focus();");
        desk.press(Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(desk.run("return gradus.status().iteration;")).isEqualTo(2L);
        assertThat(desk.run(LOSSES)).as("what came after stays").isEqualTo(losses);
        desk.press(Keys.END);
        assertThat(desk.run("return String(gradus.status().iteration);"))
                .isEqualTo(String.valueOf(((List<?>) losses).size() - 1));
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void pointsAreDrawnAndTablesPasted(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        desk.click("[data-source=XOR]");
        desk.run("$('points').focus();");
        desk.press(Keys.ARROW_RIGHT, Keys.ARROW_UP, "1", Keys.ENTER);
        assertThat(desk.text("first-head")).contains("5 points");
        desk.press(Keys.ENTER);
        assertThat(desk.text("first-head")).contains("4 points");
        desk.click("[data-paste]");
        desk.run("$('table').value = 'a,b,y\\n0,0,0\\n1,1,1\\n0.5,0.2,0';");
        desk.click("#paste [value=use]");
        assertThat(desk.text("first-head")).contains("3 points");
        assertThat(desk.run("return all('#points .column').map(name => name.textContent).join();"))
                .isEqualTo("a,b");
        desk.click("[data-paste]");
        desk.run("$('table').value = 'age,height,weight,y\\n1,2,3,0\\n4,5,6,1';");
        desk.click("#paste [value=use]");
        desk.type("W = randn(3, 1)\nJ = MseLoss(x @ W, y)");
        desk.until("$('eyebrow').textContent.startsWith('Ready')");
        assertThat(desk.run("return all('#shown thead th').map(head => head.textContent.trim()).join(' ');"))
                .asString()
                .contains("age height weight");
        desk.click("[data-paste]");
        desk.run("$('table').value = '1,2,3\\n4,five,6';");
        desk.click("#paste [value=use]");
        assertThat(desk.text("paste-fault")).contains("five");
        desk.run("$('paste').close();");
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void taskInALinkIsSolvedAndSaysWhere(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        desk.click("[data-source=AND]");
        desk.type(ONE_LAYER);
        desk.until("$('eyebrow').textContent.startsWith('Ready')");
        desk.run("await gradus.ask('optimizer', 'SGD', 3); await gradus.ask('task', 'loss<0.05');");
        desk.go(String.valueOf(desk.run("return gradus.ask('address', 'w');")));
        assertThat(desk.text("task")).contains("0.05").contains("not started");
        desk.click("#play");
        desk.until("$('task').classList.contains('won')");
        assertThat(desk.text("eyebrow")).startsWith("Paused");
        assertThat(
                        desk.is(
                                "((all, at) => all[at] < 0.05 && all[at - 1] >= 0.05)(await losses(), gradus.status().iteration)"))
                .as("it stops where it is solved")
                .isTrue();
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void rowsAreHeldOutAndBatchesInTheLink(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        for (String handle : List.of("heldOut 25", "noise 10", "batch 4")) {
            String[] words = handle.split(" ");
            desk.run(
                    "$(%s).value = %s; $(%s).dispatchEvent(new Event('input', { bubbles: true }));",
                    words[0], words[1], words[0]);
        }
        assertThat(desk.text("pre")).contains("10 × 4");
        assertThat(desk.text("slot")).contains("x and y are batch 1 of 9: 10 of 90 rows. 30 rows are held out.");
        assertThat(desk.run("return all('#points .held').length;")).isEqualTo(30L);
        desk.train(30);
        assertThat(desk.is("$('loss').querySelector('.cv.test').getAttribute('d').split('L').length > 30"))
                .isTrue();
        desk.run("await gradus.go(gradus.last() - 2);");
        assertThat(desk.text("eyebrow")).contains(" of 9");
        assertThat(desk.text("rows")).contains("10 of 90 rows");
        Object losses = desk.run(LOSSES);
        Object tests = desk.run("return Array.from(await gradus.ask('tests')).map(String);");
        desk.click("#share");
        String address = String.valueOf(desk.run("return location.hash.slice(1);"));
        desk.go(address);
        assertThat(desk.run(LOSSES)).as("the same bits").isEqualTo(losses);
        assertThat(desk.run("return Array.from(await gradus.ask('tests')).map(String);"))
                .isEqualTo(tests);
        desk.press(Keys.ESCAPE);
        assertThat(desk.is("$('heldOut').value === '25' && $('noise').value === '10' && $('batch').value === '4'"))
                .isTrue();
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void classesAreRegionsAndPointsAreCleared(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        desk.click("#lesson");
        desk.click("[data-example=classes]");
        desk.train(60);
        assertThat(desk.run("return all('#points [class=pt2]').length;")).isEqualTo(40L);
        assertThat(desk.is("document.querySelector('#points .ct').getAttribute('d').length > 400"))
                .isTrue();
        assertThat(desk.is("new Set($('field').getContext('2d').getImageData(0, 0, 64, 64).data).size > 100"))
                .isTrue();
        desk.click("[data-clear]");
        assertThat(desk.run("return all('#points [class^=pt]').length;")).isEqualTo(0L);
        assertThat(desk.is("$('play').disabled")).isTrue();
        desk.click("[data-more]");
        desk.run("$('points').focus();");
        desk.press(Keys.ARROW_RIGHT, Keys.ENTER, Keys.ARROW_UP, "0", Keys.ENTER);
        assertThat(desk.run("return Array.from(await gradus.ask('points')).filter((_, i) => i % 3 === 2).join();"))
                .isEqualTo("3,0");
        assertThat(desk.text("slot")).contains("Make the weights 4 instead of 3");
        desk.run("dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true }));");
        desk.run("dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true }));");
        desk.run("dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true }));");
        assertThat(desk.text("first-head")).contains("120 points");
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void hiddenUnitsAreMapsWithALineInThePlane(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        desk.train(60);
        assertThat(desk.run("return all('#units canvas').filter(seen).length;")).isEqualTo(4L);
        assertThat(
                        desk.is(
                                "all('#units canvas').some(map => new Set(map.getContext('2d').getImageData(0, 0, 20, 20).data).size > 20)"))
                .isTrue();
        String line = "document.querySelector('#points .zl').getAttribute('d').length";
        assertThat(desk.run("return " + line + ";")).isEqualTo(0L);
        assertThat(desk.is(
                        "await (async () => { for (const unit of all('#units button')) { unit.dispatchEvent(new PointerEvent('pointerover', { bubbles: true })); await gradus.settled(); if ("
                                + line + " > 0) return true; } return false; })()"))
                .isTrue();
        desk.run("$('units').dispatchEvent(new PointerEvent('pointerleave'));");
        assertThat(desk.run("return " + line + ";")).isEqualTo(0L);
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void matricesAreSeenWholeAndNamesAreSpelled(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        desk.click("#lesson");
        desk.click("[data-example=attention]");
        desk.train(10);
        assertThat(desk.run("return $('view').querySelector('svg').ariaLabel;")).isEqualTo("Heat map of A, 12 × 12");
        assertThat(desk.run("return all('#view text').map(label => label.textContent).slice(-2).join();"))
                .isEqualTo("12,12");
        desk.click("#views [data-name='']");
        assertThat(desk.is("seen(document.querySelector('#view table')) && !document.querySelector('#view svg')"))
                .isTrue();
        desk.click("#lesson");
        desk.click("[data-example=characters]");
        desk.train(10);
        assertThat(desk.is("all('#view svg').length === 2 && all('#view svg:last-of-type text').length === 27"))
                .isTrue();
        assertThat(desk.run("return document.querySelector('.spelled').textContent;"))
                .asString()
                .matches("It spells: ([a-z·]+, ){9}[a-z·]+");
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void otherSeedsAreThrownAndTried(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        desk.click("[data-source=AND]");
        desk.type(ONE_LAYER);
        desk.until("$('eyebrow').textContent.startsWith('Ready')");
        Object before = desk.run("return (await gradus.ask('values', 'W')).join();");
        desk.click("#die");
        assertThat(desk.run("return (await gradus.ask('values', 'W')).join();")).isNotEqualTo(before);
        desk.run("await gradus.ask('optimizer', 'Adam', 0.1);");
        desk.click("#beginnings");
        desk.until("/^\\d+ of 20 seeds reach a loss below 0.0\\d+ within 1000 iterations/.test($('line').textContent)");
        assertThat(desk.run("return gradus.status().iteration;")).isEqualTo(0L);
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void divergenceSaysWhenAndGoesBack(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        desk.click("#lesson");
        desk.click("[data-example=line]");
        desk.run(
                "$('rate').value = 0.5; $('rate').dispatchEvent(new Event('input', { bubbles: true })); gradus.play(true);");
        desk.until("!gradus.status().finite");
        assertThat(desk.text("eyebrow")).matches("Diverged ∞ at iteration 4\\d\\d");
        assertThat(desk.is("all('#loss text[text-anchor=end].dim').length <= 6"))
                .isTrue();
        assertThat(
                        desk.is(
                                "(at => at.top >= $('loss').getBoundingClientRect().top - 1)($('loss').querySelector('.ends').getBoundingClientRect())"))
                .isTrue();
        assertThat(desk.text("line")).startsWith("J rose from ").endsWith("Back to iteration 0");
        desk.click("[data-back]");
        assertThat(desk.run("return gradus.status().iteration;")).isEqualTo(0L);
        assertThat(desk.run("return document.activeElement.id;")).isEqualTo("rate");
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void gradientsAreCheckedInThePage(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        desk.click("#check");
        assertThat(desk.text("foot")).contains("gradients checked against finite differences");
        assertThat(desk.is("all('#graph [data-part=mark] .passed').length > 0")).isTrue();
        desk.select("h");
        desk.press(Keys.END, " ");
        desk.until("$('check')");
        desk.complainsOfNothing();
    }
}
