package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.browser.Browsers;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** A link to a long training: the page responds while it is repeated, and one can give it up. */
@Tag("long")
class LinksTest {
    /** Too many weights to be in an address. */
    private static final String LARGE = """
            W = randn(2, 400); V = randn(400, 1)
            J = MseLoss(tanh(x @ W) @ V, y)""";

    private static final int FAR = 80;

    private static final String LOSSES = "return (await losses()).map(String);";

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void pageAnswersWhileALinkIsOpened(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        String address = far(desk);
        Object losses = desk.run(LOSSES);
        List<?> events = (List<?>) desk.run("""
                location.hash = %s;
                await until(() => $('cancel'), 'the replay');
                const events = [], bar = document.querySelector('#task .bar');
                new MutationObserver(() => events.push('progress')).observe(bar, { attributes: true });
                $('theme').addEventListener('click', () => events.push('answered'), { once: true });
                await until(() => events.includes('progress'), 'progress');
                events.push('clicked');
                $('theme').click();
                await until(() => events.lastIndexOf('progress') > events.indexOf('answered'), 'more progress');
                await gradus.settled();
                events.push('opened');
                return events;
                """, address);
        assertThat(events.indexOf("answered"))
                .isGreaterThan(events.indexOf("progress"))
                .isLessThan(events.lastIndexOf("progress"));
        assertThat(desk.run("return gradus.status().iteration;")).isEqualTo((long) FAR);
        assertThat(desk.run(LOSSES)).as("the same bits").isEqualTo(losses);
        assertThat(desk.is("!$('cancel') && !$('play').disabled")).isTrue();
        desk.complainsOfNothing();
    }

    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void replayIsGivenUp(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        String address = far(desk);
        desk.run("location.hash = %s; await until(() => $('cancel'), 'the replay'); $('cancel').click();", address);
        assertThat(desk.text("line")).contains("at iteration 0");
        assertThat(desk.run("return gradus.status().iteration;")).isEqualTo(0L);
        assertThat(desk.run("return $('editor').value;")).isEqualTo(LARGE);

        desk.run("location.hash = ''; location.hash = %s; await until(() => $('cancel'), 'the replay');", address);
        desk.run("const editor = $('editor'); editor.value += '\\n'; editor.dispatchEvent(new Event('input'));");
        assertThat(desk.text("eyebrow")).as("typing gives it up too").startsWith("Ready");
        assertThat(desk.is("!$('cancel') && !$('play').disabled")).isTrue();
        desk.complainsOfNothing();
    }

    /** Of few weights, the address has the numbers: the page is there at once, and its loss curve grows from the left. */
    @ParameterizedTest
    @EnumSource(Browsers.class)
    void lateIterationIsThereAtOnce(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        desk.click("[data-source=AND]");
        desk.run("$('editor').value = %s; $('editor').dispatchEvent(new Event('input'));", """
                W = randn(2, 1)
                J = MseLoss(sigmoid(x @ W), y)""");
        String address =
                String.valueOf(desk.run("await gradus.ask('train', 1000); return gradus.ask('address', 't');"));
        Object losses = desk.run(LOSSES);
        assertThat(desk.run("""
                const events = [], head = $('eyebrow');
                new MutationObserver(() => events.push($('cancel') ? 'waits' : head.textContent)).observe(head, { childList: true });
                location.hash = %s;
                await until(() => gradus.status().iteration === 1000, 'the iteration');
                return events.includes('waits');
                """, address)).isEqualTo(false);
        desk.until("$('loss').querySelector('.cv')");
        assertThat(desk.run(LOSSES)).isEqualTo(losses);
        desk.run("$('loss').focus();");
        desk.press(Keys.HOME, Keys.ARROW_RIGHT);
        assertThat(desk.run("return gradus.status().iteration;")).isEqualTo(1L);
        desk.complainsOfNothing();
    }

    /** The address of a far iteration of lines that are typed. */
    private static String far(Desk desk) {
        desk.click("[data-source=circles]");
        desk.run("$('editor').value = %s; $('editor').dispatchEvent(new Event('input'));", LARGE);
        return String.valueOf(desk.run("await gradus.ask('train', " + FAR + "); return gradus.ask('address', 't');"));
    }
}
