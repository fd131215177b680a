package dev.gradus.playground.backward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.backward.BackwardPass.Judgement;
import dev.gradus.playground.backward.BackwardPass.Mark;
import dev.gradus.playground.backward.BackwardPass.Verdict;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is judged, and against what. */
class JudgedLinesTest {
    static List<String> lessons() {
        return List.copyOf(Passes.all().keySet());
    }

    private static Verdict last(BackwardPass judge, String lines) {
        List<Verdict> verdicts = judge.judge(lines.replace("; ", "\n"), 0.1).verdicts();
        return verdicts.get(verdicts.size() - 1);
    }

    private static Mistake mistake(BackwardPass judge, String lines) {
        return last(judge, lines).fault().map(Fault::mistake).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void aRightPassIsRight(String lesson) {
        BackwardPass judge = Passes.of(lesson);
        Judgement judged = judge.judge(Passes.all().get(lesson), 0.1);
        assertThat(judged.isFaultless()).as(() -> judged.verdicts().toString()).isTrue();
        assertThat(judged.right().keySet()).containsAll(judge.wanted());
        assertThat(judge.next(judged)).isEmpty();
    }

    /** The lines of the hints, one after the other, are a right pass. */
    @ParameterizedTest
    @MethodSource("lessons")
    void hintsLeadToARightPass(String lesson) {
        BackwardPass judge = Passes.of(lesson);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            Judgement judged = judge.judge(lines.toString(), 0.1);
            assertThat(judged.verdicts())
                    .allSatisfy(one -> assertThat(one.fault())
                            .as("%s in %s", one.fault(), lines)
                            .isEmpty());
            Optional<Hints.Hint> hint = judge.next(judged);
            if (hint.isEmpty()) {
                assertThat(judged.right().keySet()).containsAll(judge.wanted());
                return;
            }
            assertThat(hint.get().where()).isNotEmpty().doesNotContain("");
            lines.append(judge.line(hint.get().of())).append('\n');
        }
        throw new AssertionError("no end:\n" + lines);
    }

    @Test
    void aWrongLineDoesNotMakeLaterLinesWrong() {
        List<Verdict> verdicts = Passes.of("and")
                .judge("dŷ = y - ŷ\ndz = dŷ * ŷ * (1 - ŷ)\ndW = x.T @ dz\ndb = dz.sum(0)", 0.1)
                .verdicts();
        assertThat(verdicts).extracting(Verdict::mark).containsExactly(Mark.WRONG, Mark.RIGHT, Mark.RIGHT, Mark.RIGHT);
    }

    /** On the present numbers of all these, the wrong line has the right values. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "admissions | dz = (ŷ - y) / 400; db = dz.sum(0); dx = dz @ W.T * 3",
                "admissions | dz = (0.5 - y) / 400",
                "admissions | dz = (ŷ - y) / 800 / ŷ",
                "line | dŷ = (W * x + 2 * b - y) / 40",
                "line | dŷ = (0 * x - y) / 40",
                "xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dh = dz2 @ W2.T; dz1 = dh * (1 - tanh(x @ W1)**2)",
                "xor | dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); db2 = dz2.sum(0) + b2",
            })
    void whatIsRightByChanceIsWrong(String lesson, String lines) {
        BackwardPass judge = Passes.of(lesson);
        Verdict verdict = last(judge, lines);
        assertThat(verdict.mark()).isEqualTo(Mark.WRONG);
    }

    /** Squares have the right shape both ways, and a symmetric matrix the right values, too. */
    @Test
    void aSquareMatrixIsTransposed() {
        Map<String, Tensor> data = new LinkedHashMap<>();
        data.put("x", Tensor.of(Shape.of(2, 2), 1, 2, 2, 5).named("n_batch", "n_in"));
        data.put("y", Tensor.of(Shape.of(2, 2), 1, 0, 0, 1).named("n_batch", "n_out"));
        BackwardPass judge = Passes.of("W = [[1, 2], [2, 3]]\nŷ = x @ W\nJ = MseLoss(ŷ, y)", data);
        String before = "dŷ = (ŷ - y) / 2; ";
        assertThat(last(judge, before + "dW = x.T @ dŷ").mark()).isEqualTo(Mark.RIGHT);
        assertThat(mistake(judge, before + "dW = x @ dŷ")).isEqualTo(Mistake.TRANSPOSE_MISSING);
        assertThat(mistake(judge, before + "dx = dŷ @ W")).isEqualTo(Mistake.TRANSPOSE_MISSING);
        assertThat(mistake(judge, before + "dx = W.T @ dŷ")).isEqualTo(Mistake.SWAPPED);
    }

    @Test
    void namesOfGradients() {
        BackwardPass judge = Passes.of("and");
        for (String name : List.of("dz", "d_z", "dJ_dz", "dL_dz", "dJdz", "grad_z", "z_grad", "δz", "δ_z")) {
            Verdict verdict = last(judge, name + " = (ŷ - y) / 4 * ŷ * (1 - ŷ)");
            assertThat(verdict.mark()).as(name).isEqualTo(Mark.RIGHT);
            assertThat(verdict.of()).isEqualTo("z");
        }
        assertThat(last(judge, "delta = 5").mark()).isEqualTo(Mark.VALUE);
    }

    @Test
    void partsOfASumAreJudgedAtItsEnd() {
        List<Verdict> verdicts = Passes.of("decay")
                .judge(
                        "dW1 = 2 * λ * W1\ndŷ = (ŷ - y) / 4\ndz2 = dŷ * ŷ * (1 - ŷ)\ndh = dz2 @ W2.T\n"
                                + "dW1 += x.T @ (dh * (1 - h**2))",
                        0.1)
                .verdicts();
        assertThat(verdicts)
                .extracting(Verdict::mark)
                .containsExactly(Mark.PART, Mark.RIGHT, Mark.RIGHT, Mark.RIGHT, Mark.RIGHT);
    }

    @Test
    void whatTheLossDoesNotDependOnHasNoGradient() {
        assertThat(mistake(Passes.of("admissions"), "dŷ = (ŷ - y) / 400")).isEqualTo(Mistake.UNUSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dz = dŷ * ŷ | No line above defines",
                "dz = | Expected",
                "z = ŷ | forward line",
                "dz = foo(ŷ) | foo",
                "dŷ = (ŷ - y / 4 | Expected",
                "dŷ | A line must begin",
                "dŷ = y; dŷ[0] = 3 | Elements can be changed",
                "dŷ = y; dŷ[z + 1] = 3 | Elements can be changed",
                "dŷ = ŷ; dŷ[[1, 0, 2, 3], y[:, 0]] -= 1 | Elements can be changed",
                "dŷ = ŷ; dŷ[:, y[:, 0]] -= 1 | Elements can be changed",
                "dz = \"a | Unterminated",
            })
    void whatCannotBeReadIsSaid(String line, String words) {
        Verdict verdict = last(Passes.of("and"), line);
        assertThat(verdict.mark()).isEqualTo(Mark.PROBLEM);
        assertThat(verdict.fault().orElseThrow().details().get("sentence")).contains(words);
    }

    /** Messages about sizes must not show how a gradient is computed. */
    @Test
    void messagesDoNotGiveTheAnswerAway() {
        Verdict verdict = last(Passes.of("xor"), "dŷ = (ŷ - y) / 4; dz2 = dŷ * ŷ * (1 - ŷ); dh = np.outer(dz2, W2)");
        assertThat(verdict.fault().orElseThrow().details().get("sentence"))
                .contains("dz2")
                .doesNotContain("n_batch)");
    }

    @Test
    void aProgramWithoutWeightsHasNoBackwardPass() {
        assertThat(BackwardPass.of("J = 1", Map.of(), 7, Map.of())).isEmpty();
        assertThat(BackwardPass.of("J = ", Map.of(), 7, Map.of())).isEmpty();
    }
}
