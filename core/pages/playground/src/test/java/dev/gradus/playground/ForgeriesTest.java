package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.grade.Grade;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No submission that cheats is solved, and the teacher reads why. */
class ForgeriesTest {
    private static final Map<String, Grader> GRADERS = new ConcurrentHashMap<>();

    private static Grade grade(Forgeries.Submission submission) {
        Grader grader = GRADERS.computeIfAbsent(submission.lesson() + submission.check(), key -> {
            Session session = new Session();
            session.example(submission.lesson());
            return new Grader("gradus 1\n" + session.link("w", "") + "\n" + submission.check(), 5);
        });
        return grader.grade("A", submission.text());
    }

    static Stream<Forgeries.Submission> forgeries() {
        return Stream.of(
                        Forgeries.readingTargets(),
                        Forgeries.remembering(),
                        Forgeries.ownLosses(),
                        Forgeries.answers(),
                        Forgeries.receipts())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void aForgeryIsNotSolved(Forgeries.Submission submission) {
        Grade grade = grade(submission);
        assertThat(grade.isSolved()).as(String.valueOf(grade)).isFalse();
        assertThat(String.join("\n", grade.notes())).contains(submission.note());
    }

    static Stream<Forgeries.Submission> honest() {
        return Forgeries.honest().stream();
    }

    @ParameterizedTest
    @MethodSource("honest")
    void anHonestSubmissionIsSolved(Forgeries.Submission submission) {
        Grade grade = grade(submission);
        assertThat(grade.isSolved()).as(String.valueOf(grade)).isTrue();
        assertThat(grade.notes()).noneMatch(note -> note.contains("rows"));
    }
}
