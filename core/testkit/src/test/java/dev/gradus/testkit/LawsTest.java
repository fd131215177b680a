package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.DivideBroadcast;
import dev.gradus.node.LinearRecurrence;
import dev.gradus.node.Relu;
import dev.gradus.node.Sigmoid;
import dev.gradus.node.Softmax;
import dev.gradus.node.Sum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws without a test engine. */
class LawsTest {
    private static final OpSpec RIGHT =
            OpSpec.unary(Sigmoid::new).input("x", Dims.anyShape(), Values.any()).reference(x -> 1 / (1 + Math.exp(-x)));

    /** Attributes whose arbitrary is made of several. */
    private static final OpSpec WITH_AXES = OpSpec.drawing(
                    layout -> GradusArbitraries.axes(layout.shape("x").rank()))
            .unary((x, axes) -> new Sum(x, false, axes))
            .input("x", Dims.dims("n"), Values.any())
            .referenceTensor((in, axes) -> in.get(0))
            .without(Law.VALUE, "not under test")
            .without(Law.EXTREMES, "not under test")
            .without(Law.SMALLEST_SIZES, "not under test");

    private static OpSpec wrong() {
        return OpSpec.unary(ContractTest.MaskedRelu::new)
                .input("x", Dims.dims("n", "m"), Values.any().kinksAt(0))
                .reference(x -> Math.max(x, 0));
    }

    /** One whose terms cancel, one with poles whose gradients overflow, one with kinks. */
    static Stream<OpSpec> rightOps() {
        return Stream.of(
                RIGHT,
                OpSpec.unary(x -> new Softmax(x, 0))
                        .input("x", Dims.dims("n"), Values.between(-30, 30))
                        .size("n", 1, 4)
                        .without(Law.VALUE, "not under test"),
                OpSpec.binary(DivideBroadcast::new)
                        .input("a", Dims.broadcastable(), Values.any())
                        .input("b", Dims.broadcastable(), Values.nonzero())
                        .reference((a, b) -> a / b),
                OpSpec.unary(Relu::new)
                        .input("x", Dims.anyShape(), Values.any().kinksAt(0))
                        .reference(x -> Math.max(x, 0)));
    }

    @ParameterizedTest
    @MethodSource("rightOps")
    void aRightOpPasses(OpSpec right) {
        assertThatCode(() -> Laws.check(right, 1, 20)).doesNotThrowAnyException();
    }

    @Tag("long")
    @Test
    void aWrongOpIsReportedAsByItsContract() {
        assertThatThrownBy(() -> Laws.check(wrong(), 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("MaskedRelu breaks the law: the gradient equals the numerical one. ")
                .asString()
                .startsWith("""
                        MaskedRelu breaks the law: the gradient equals the numerical one.
                        The gradient ∂J/∂x[0, 0] is wrong.
                          backward         1
                          numeric          0 ± 0
                        """)
                .contains("  replay           Laws.check(spec, 1)\n")
                .satisfies(report -> assertThat(report.lines()).hasSizeLessThan(40));
    }

    @Test
    void aGradientThatOverflowsBecauseUpstreamIsLargerProvesNothing() {
        OpSpec products = OpSpec.nary(in -> new LinearRecurrence(in.get(0), in.get(1), 0, false))
                .input("x", Dims.dims("n"), Values.between(1e50, 2e50))
                .input("b", Dims.dims("n"), Values.between(1, 2))
                .size("n", 7, 7);
        assertThatCode(() -> Laws.check(only(Law.LINEAR, products), 1, 5)).doesNotThrowAnyException();
    }

    private static OpSpec only(Law wanted, OpSpec spec) {
        OpSpec only = spec;
        for (Law law : Law.values()) {
            only = law == wanted ? only : only.without(law, "another test's");
        }
        return only;
    }

    /** Such an error of an op is reported with its smallest case, as an exception is. */
    @Test
    void aFailedAssertionOfAnOpIsAFinding() {
        OpSpec spec = OpSpec.unary(x -> Custom.like(
                        x,
                        (self, in, out) -> {
                            throw new AssertionError("n > 3");
                        },
                        (self, u) -> List.of(u)))
                .input("x", Dims.dims("n"), Values.any())
                .referenceTensor(in -> in.get(0));
        assertThatThrownBy(() -> Laws.check(only(Law.VALUE, spec), 1, 1))
                .isInstanceOf(BrokenLawError.class)
                .asString()
                .contains("It throws where it should not.")
                .contains("AssertionError  n > 3");
    }

    @Test
    void oneBrokenLawIsThrownItself() {
        OpSpec spec = only(Law.KINKS, wrong());
        assertThatThrownBy(() -> Laws.check(spec, 3, 50))
                .isInstanceOfSatisfying(
                        BrokenLawError.class, error -> assertThat(error.law()).isEqualTo(Law.KINKS))
                .hasMessage("MaskedRelu breaks the law: at a kink the gradient is a sub-gradient.")
                .asString()
                .contains("Laws.check(spec, 3, 50)");
    }

    @Tag("long")
    @Test
    void theSameSeedGivesTheSameReport() {
        assertThat(reportOfWrongWith(5)).isEqualTo(reportOfWrongWith(5));
    }

    private static String reportOfWrongWith(long seed) {
        try {
            Laws.check(wrong(), seed, 20);
            return "";
        } catch (AssertionError error) {
            return error.toString();
        }
    }

    /** Inside jqwik too, where there is no session to start. */
    @Example
    void aJqwikPropertyMayCallThem() {
        Laws.check(WITH_AXES, 1, 1);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> Laws.check(RIGHT, 1, 0)).hasMessage("tries must be at least 1, but is 0");
    }

    /** What {@link #aMainNeedsNoTestEngine} starts. */
    public static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            Laws.check(WITH_AXES.without(Law.THREADS, "another test's"), 1, 1);
            Laws.check(only(Law.GRADIENT, wrong()), 1, 20);
        }
    }

    @Test
    void aMainNeedsNoTestEngine() throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                .filter(entry -> !entry.contains("jupiter"))
                .reduce((some, more) -> some + java.io.File.pathSeparator + more)
                .orElseThrow();
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dstdout.encoding=UTF-8",
                        "-Dstderr.encoding=UTF-8",
                        "-Dsun.stderr.encoding=UTF-8",
                        "-cp",
                        classPath,
                        Main.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(printed).isEqualTo(1);
        assertThat(printed)
                .contains("MaskedRelu breaks the law: the gradient equals")
                .contains("Laws.check(spec, 1, 20)");
        assertThat(printed.lines()).hasSizeLessThan(42);
    }
}
