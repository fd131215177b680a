package dev.gradus.playground.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.browser.Browsers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A receipt that was written by Java is repeated in the browser, to the same bits. */
@Tag("long")
class ReceiptPageTest {
    /** Tests of {@code core/train} repeat this one on JVMs with vectors and without. */
    private static final Path RECEIPT = Path.of("../../train/src/test/resources/dev/gradus/train/network.receipt.json");

    private static final String DROP = """
            const files = new DataTransfer();
            files.items.add(new File([%s], 'network.receipt.json'));
            document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
            await until(() => document.querySelector('#receipt .okk'), 'the outcome');
            const words = $('receipt').innerText;
            $('receipt').close();
            $('receipt').replaceChildren();
            return words;
            """;

    @ParameterizedTest
    @EnumSource(Browsers.class)
    void aReceiptIsRepeated(Browsers kind) throws IOException {
        String json = Files.readString(RECEIPT);
        Desk desk = Desk.open(kind, "");
        assertThat(String.valueOf(desk.run(DROP, json)))
                .contains("✓ The same, bit for bit")
                .contains("After each of 30 epochs, all parameters are those of the receipt.");
        assertThat(String.valueOf(desk.run(DROP, json.replace("0.0", "0.1"))))
                .contains("✗ Not opened")
                .contains("Receipt: it is damaged: its checksum is not that of its content");
        assertThat(String.valueOf(desk.run(DROP, "{}"))).contains("it is not a receipt");
        desk.complainsOfNothing();
    }

    /** Wrong answers to a task are in the link, and stay there when it is opened. */
    @ParameterizedTest
    @EnumSource(names = "CHROMIUM")
    void wrongAnswersAreInTheLink(Browsers kind) {
        Desk desk = Desk.open(kind, "");
        desk.run("await gradus.settled();");
        desk.click("#lesson");
        desk.click("[data-example=shapes]");
        desk.until("$('answer-field')");
        for (String answer : new String[] {"9 × 9", "8"}) {
            desk.run("$('answer-field').value = %s; $('answer-task').requestSubmit();", answer);
        }
        desk.until("location.hash.includes('tries=0shape.0shape')");
        String address = String.valueOf(desk.run("return location.hash.slice(1);"));
        assertThat(address).matches("v=1\\.[A-Za-z0-9_-]{6}\\.[0-9a-z]+&1[A-Za-z0-9_-]+&tries=0shape\\.0shape");
        desk.go(address);
        desk.run("$('answer-field').value = '1'; $('answer-task').requestSubmit();");
        desk.until("location.hash.includes('tries=0shape.0shape.0shape')");
        desk.complainsOfNothing();
    }
}
