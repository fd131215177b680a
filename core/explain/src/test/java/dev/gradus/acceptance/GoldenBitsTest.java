package dev.gradus.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.GradientDescent;
import dev.gradus.train.Optimizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The lesson's 2000 losses and final parameters as one number: the same on any JVM, compiled, interpreted or in between. It
 * changes only if the order of some operation does, which would be a change of contract.
 */
class GoldenBitsTest {
    private static final long GOLDEN = 8397525876276998650L;

    @Test
    void theLessonHasTheRecordedBits() {
        assertThat(hashOfTheLesson()).isEqualTo(GOLDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation"})
    void andAlsoHoweverItIsCompiled(String option) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-Ddev.gradus.kernels=scalar",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lesson.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output.strip()).isEqualTo(Long.toString(GOLDEN));
    }

    /** The lesson as a separate program. */
    static final class Lesson {
        private Lesson() {}

        public static void main(String[] arguments) {
            System.out.println(hashOfTheLesson());
        }
    }

    private static long hashOfTheLesson() {
        Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
        Parameter W = Parameter.of("W", Tensor.of(new double[][] {{1.2473733762017727}, {0.28295387557714186}}));
        Parameter b = Parameter.of("b", Tensor.zeros(1, 1));
        Node J = new MseLoss(x.matMul(W).add(b).sigmoid(), y);
        Run run = Run.of(Graph.of(J))
                .feed(x, new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}})
                .feed(y, new double[][] {{0}, {0}, {0}, {1}});
        Optimizer descent = GradientDescent.of(1.0);
        long hash = 0;
        for (int epoch = 0; epoch < 2000; epoch++) {
            hash = mixed(hash, run.forward());
            run.backward();
            descent.step(run);
        }
        for (Parameter parameter : run.graph().parameters()) {
            for (double value : run.parameters().get(parameter).toArray()) {
                hash = mixed(hash, value);
            }
        }
        return hash;
    }

    private static long mixed(long hash, double value) {
        return 31 * hash + Double.doubleToLongBits(value);
    }
}
