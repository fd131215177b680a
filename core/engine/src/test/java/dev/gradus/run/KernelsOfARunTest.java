package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.graph.Graph;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A run can be told which kernels to take, and gives the same bits with either, on shapes that vectors are made for. */
class KernelsOfARunTest {
    private static final int BATCH = 37;
    private static final int IN = 70;
    private static final int HIDDEN = 43;
    private static final int CLASSES = 10;

    private final Input x = Input.of("x", BATCH, IN), labels = Input.of("labels", BATCH);
    private final Parameter W1 = Parameter.of("W1", numbers(1, IN, HIDDEN)),
            b1 = Parameter.of("b1", numbers(2, 1, HIDDEN));
    private final Parameter W2 = Parameter.of("W2", numbers(3, HIDDEN, CLASSES));
    private final Parameter column = Parameter.of("column", numbers(4, BATCH, 1));

    @Test
    void scalarAndSimdGiveTheSameBits() {
        assumeTrue(KernelChoice.SIMD.refusal().isEmpty());
        Node h = x.matMul(W1).add(b1).relu();
        Node z = h.matMul(W2).multiply(column);
        Node smooth = z.sigmoid()
                .add(z.tanh())
                .add(z.softplus().add(1).log())
                .add(z.erf().expm1())
                .divide(z.exp().log1p().add(2));
        Node J = new CrossEntropyLoss(z, labels)
                .add(new MseLoss(smooth, z.logSumExp(1).keepDims().broadcastTo(z.shape())))
                .add(h.mean(0).square().sum())
                .add(z.maximum(smooth).negate().abs().mean());
        Graph graph = Graph.of(J);
        Run scalar = train(graph, KernelChoice.SCALAR);
        Run simd = train(graph, KernelChoice.SIMD);
        assertThat(simd.value(J)).isEqualTo(scalar.value(J));
        for (Parameter parameter : List.of(W1, b1, W2, column)) {
            assertThat(simd.value(parameter)).isEqualTo(scalar.value(parameter));
            assertThat(simd.gradient(parameter)).isEqualTo(scalar.gradient(parameter));
        }
        assertThat(scalar.value(J)).isEqualTo(scalar.evaluator().value(J));
    }

    private Run train(Graph graph, KernelChoice kernels) {
        Run run = Run.builder(graph).kernels(kernels).build();
        run.feed(x, numbers(5, BATCH, IN)).feed(labels, Tensor.generate(Shape.of(BATCH), i -> i % CLASSES));
        for (int step = 0; step < 5; step++) {
            run.forward();
            run.backward();
            for (Parameter parameter : graph.parameters()) {
                run.update(parameter, (value, gradient) -> {
                    for (int i = 0; i < value.length; i++) {
                        value[i] -= 0.01 * gradient[i];
                    }
                });
            }
        }
        run.forward();
        run.backward();
        return run;
    }

    private static Tensor numbers(long seed, int... sizes) {
        Random random = new Random(seed);
        return Tensor.generate(Shape.of(sizes), i -> random.nextDouble() - 0.5);
    }

    @Test
    void kernelsThatThisJvmDoesNotHaveAreRefused() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Ddev.gradus.kernels=scalar",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutTheModule.class.getName())
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("the module jdk.incubator.vector is not present")
                .contains("--add-modules jdk.incubator.vector");
    }

    /** A program that asks for SIMD kernels and prints the answer. */
    static final class WithoutTheModule {
        private WithoutTheModule() {}

        public static void main(String[] arguments) {
            try {
                Run.builder(Graph.of(Parameter.of("x", Tensor.scalar(1)).exp())).kernels(KernelChoice.SIMD);
            } catch (IllegalStateException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }
}
