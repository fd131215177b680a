package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.browser.Browsers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A backward pass is typed, judged, trained with and shared. */
@Tag("long")
class BackwardPageTest {
    private static Desk lesson(String name) {
        Desk desk = Desk.open(Browsers.CHROMIUM, "");
        desk.click("#lesson");
        desk.click("[data-example='" + name + "']");
        desk.until("$('eyebrow').textContent.startsWith('Ready')");
        return desk;
    }

    @Test
    void aPassIsTypedJudgedAndTrained() {
        Desk desk = lesson("and").size(1280, 720);
        desk.picture("backward-before");
        desk.click("#backward");
        desk.until("document.activeElement === $('back-lines') && $('back-wanted').textContent.includes('W')");
        desk.picture("backward-empty");

        desk.press("dŷ = (y - ŷ) / len(x)");
        desk.until("$('back-pre').textContent.includes('len')");
        assertThat(desk.is("document.querySelector('#back-pre .sq')"))
                .as("a line that is being written")
                .isFalse();
        desk.press("\n");
        desk.until("document.querySelector('#back-pre .sq')");
        assertThat(desk.run("return document.querySelector('#back-pre .sq').textContent;"))
                .isEqualTo("y - ŷ");
        assertThat(desk.text("back-said")).contains("Line 1").contains("sign");
        assertThat(desk.text("live")).contains("Line 1").contains("sign");

        desk.press("dz = dŷ * ŷ * (1 - ŷ)\ndW = x @ dz\n");
        desk.until("$('back-said').textContent.includes('Line 3')");
        assertThat(desk.run("return all('#back-pre .L em').map(mark => mark.textContent).join('');"))
                .isEqualTo("✗✓✗");
        desk.picture("backward-mistakes");
        desk.run("document.activeElement.blur();");
        desk.size(390, 844);
        desk.picture("backward-phone");
        desk.size(1280, 720);
        desk.click("#back-hint");
        desk.click("#back-hint");
        desk.click("#back-hint");
        assertThat(desk.text("back-said")).contains("dŷ = (ŷ - y) / 4");
        desk.picture("backward-hints");
        assertThat(desk.run("return gradus.tries().map(one => one.kind).join();"))
                .isEqualTo("sign,transpose missing");

        desk.run("$('back-lines').focus(); $('back-lines').select();");
        desk.press("dŷ = (ŷ - y) / len(x)\ndz = dŷ * (ŷ * (1 - ŷ))\ndW = x.T @ dz\ndb = dz.sum(0)");
        desk.until("$('back-said').textContent.includes('All gradients are right')");
        assertThat(desk.run("return all('#back-pre .L em').map(mark => mark.textContent).join('');"))
                .isEqualTo("✓✓✓✓");
        desk.train(30);
        desk.until("$('back-said').textContent.includes('same bits')");
        assertThat(desk.is("document.querySelector('#loss .typed')")).isTrue();
        assertThat(desk.run("return (await gradus.ask('typedLosses')).join(' ');"))
                .as("the same bits")
                .isEqualTo(desk.run("return (await losses()).join(' ');"));
        desk.picture("backward-trained");
        desk.click("#theme");
        desk.picture("backward-trained-dark");

        Object losses = desk.run("return (await losses()).join(' ');");
        desk.click("#share");
        String address = String.valueOf(desk.run("return location.hash.slice(1);"));
        assertThat(address).contains("&back=d");
        desk.go(address);
        desk.until("$('back-said').textContent.includes('All gradients are right')");
        assertThat(desk.run("return $('back-lines').value;"))
                .asString()
                .startsWith("dŷ = ")
                .endsWith("dz.sum(0)");
        assertThat(desk.run("return (await losses()).join(' ');")).isEqualTo(losses);
        desk.click("#backward");
        assertThat(desk.is("!seen($('back-lines')) && seen($('shown'))")).isTrue();
        desk.complainsOfNothing();
    }

    /** Texts that lie over each other, by the middle part of their letters, and buttons beyond the page. */
    private static final String FAULTS = """
            scrollTo(0, 0); // otherwise the page lies below its header
            const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), boxes = [];
            for (let node; (node = walker.nextNode());) {
                if (!node.textContent.trim() || !node.parentElement.checkVisibility() || getComputedStyle(node.parentElement).clipPath === 'inset(50%)' || node.parentElement.closest('.tabs, .vh, math, svg, textarea, script, select')) continue;
                const words = document.createRange();
                words.selectNodeContents(node);
                [...words.getClientRects()].filter(({ width }) => width > 1).forEach(({ left, right, top, bottom, height }) => boxes.push({ text: node.textContent, left, right, top: top + 0.27 * height, bottom: bottom - 0.27 * height }));
            }
            boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
                if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1.5) found.push(`${a.text} | ${b.text}`);
            }));
            all('button').filter(seen).filter(button => button.getBoundingClientRect().right > innerWidth).forEach(button => found.push(`cut off: ${button.textContent}`));
            if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls to the side');
            return found.join('\\n');
            """;

    @Test
    void nothingLiesOverAnythingOnAPhone() {
        Desk desk = Desk.open(Browsers.CHROMIUM, "").size(390, 844);
        for (String language : new String[] {"en", "de", "fr"}) {
            desk.go("lang=" + language + "&lesson=xor&task=backward");
            assertThat(desk.run(FAULTS)).as(language + " before").isEqualTo("");
            desk.run("$('back-lines').focus();");
            desk.press("dŷ = 2 * (y - ŷ) / len(x)\ndz2 = dŷ * ŷ\ndW2 = dz2.T @ h\n");
            desk.until("all('#back-pre .sq').length === 3");
            assertThat(desk.run(FAULTS)).as(language + " wrong").isEqualTo("");
            desk.picture("backward-phone-" + language);
            desk.run("$('back-hint').click(); $('back-hint').click(); $('back-hint').click();");
            assertThat(desk.run(FAULTS)).as(language + " hints").isEqualTo("");
            desk.click("[data-moment=train]");
            assertThat(desk.run(FAULTS)).as(language + " training").isEqualTo("");
        }
    }

    /** A keyboard on the screen makes a window lower; one that becomes wider has room for more. */
    @Test
    void aWindowThatGrowsWhileOneTypesIsADesk() {
        Desk desk = Desk.open(Browsers.CHROMIUM, "lesson=and&task=backward").size(390, 844);
        desk.run("$('back-lines').focus();");
        desk.size(390, 500);
        assertThat(desk.is("document.activeElement === $('back-lines') && document.documentElement.matches('.phone')"))
                .isTrue();
        desk.size(1280, 720);
        desk.until("!document.documentElement.matches('.phone')");
    }
}
