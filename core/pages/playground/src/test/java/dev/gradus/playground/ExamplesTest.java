package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.link.Example;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every lesson opens, fits its screen, trains, is checked, can be stepped through and shared; its task can be solved. */
class ExamplesTest {
    private static final int MOST_LINES = 12;
    private static final int MOST_ITERATIONS = 2000;

    static Stream<String> names() {
        return Example.all().stream().map(Example::name);
    }

    @Test
    void thereAreADozenAndMore() {
        assertThat(Example.all()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(names()).doesNotHaveDuplicates();
        assertThat(Answers.list(Catalog.examples())).hasSameSizeAs(Example.all());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aLesson(String name) {
        Session session = new Session();
        Answers answer = Answers.of(session.example(name));
        assertThat(answer.truth("ok")).as(answer::toString).isTrue();
        assertThat(answer.text("program").lines().count()).isLessThanOrEqualTo(MOST_LINES);
        assertThat(answer.text("program").lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(48));
        assertThat(session.train(3)).hasSize(3);
        assertThat(session.model().trace(true).orElseThrow().graph()).contains("UPDATE");
        Answers check = Answers.of(session.check());
        assertThat(check.truth("ok")).as(check::toString).isEqualTo(!name.equals("rule"));
        Session shared = new Session();
        shared.open(session.address(""));
        assertThat(shared.model().losses()).containsExactly(session.model().losses());
    }

    private static boolean isSolved(Session session) {
        return Answers.of(session.status()).object("task").truth("solved");
    }

    @ParameterizedTest
    @MethodSource("names")
    void itsTaskCanBeSolved(String name) {
        Session session = new Session();
        Answers answer = Answers.of(session.example(name));
        if (!answer.object("status").has("task")) {
            return;
        }
        String kind = answer.object("status").object("task").text("kind");
        switch (kind) {
            case "loss" -> {
                for (int i = 0; i < MOST_ITERATIONS && !isSolved(session); i += 50) {
                    session.train(50);
                }
            }
            case "rule" -> session.answer("bell");
            default -> session.answer("5 × 3");
        }
        Answers task = Answers.of(session.status()).object("task");
        assertThat(task.truth("solved"))
                .as(name + " " + task + " "
                        + List.of(session.model().losses()[session.model().losses().length - 1]))
                .isTrue();
        assertThat(task.text("sentence")).startsWith("Solved: ");
    }
}
