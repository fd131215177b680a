package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs in the style of the tutorials that everybody finds: pasted as they are, they train. */
class TutorialsTest {
    private static String text(String tutorial) {
        try (InputStream file = TutorialsTest.class.getResourceAsStream("tutorials/" + tutorial + ".py")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "xor-by-hand, AND, 17",
        "two-layers-random-data, AND, 104",
        "torch-autograd, AND, 96",
        "linear-regression, AND, 2",
        "torch-sequential, AND, 33",
        "torch-module, AND, 83",
        "softmax-classifier, AND, 9",
        "logistic-regression, AND, 3",
        "names-by-letters, names, 3481",
    })
    void itIsPastedAndTrains(String tutorial, String data, int learned) {
        Session session = new Session();
        session.data(data, 0);
        trains(session, session.lines(text(tutorial)), learned);
    }

    @ParameterizedTest
    @CsvSource({"few-lines, 3"})
    void itTrainsAfterOneClick(String tutorial, int learned) {
        Session session = new Session();
        Answers answer = Answers.of(session.lines(text(tutorial)));
        assertThat(answer.object("error").text("message")).isEqualTo("One line must define «J», the loss to minimize.");
        Answers remedy = answer.object("error").objects("remedies").get(0);
        assertThat(remedy.text("label")).isEqualTo("Add J = MseLoss(l1, y)");
        trains(session, session.lines(remedy.text("program")), learned);
    }

    private static void trains(Session session, String json, int learned) {
        Answers answer = Answers.of(json);
        assertThat(answer.truth("ok"))
                .as(() -> answer.has("error") ? answer.object("error").toString() : json)
                .isTrue();
        assertThat(answer.whole("learned")).isEqualTo(learned);
        assertThat(answer.list("unused", 0)).isEmpty();
        session.optimizer("Adam", 0.01);
        double[] losses = session.train(50);
        assertThat(losses).hasSize(50);
        assertThat(losses[49]).isLessThan(session.model().losses()[0]);
        assertThat(answer.object("aside").text("sentence")).startsWith("Set aside: ");
    }
}
