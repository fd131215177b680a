package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.host.AvailableKernels;
import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What loops there are, and what a plan says of them. */
@DisabledIfSystemProperty(named = Optimization.WITHOUT, matches = ".+", disabledReason = "looks for what passes find")
class LoopsTest {
    private final Input x = Input.of("x", 4, 32);
    private final Input column = Input.of("column", 4, 1);

    private Run checked(Node output) {
        Run run = Run.builder(Graph.of(output)).loopsAtOnce().threads(1).build();
        for (Input input : run.graph().inputs()) {
            run.feed(input, Tensor.generate(input.shape(), i -> (i % 64 + 0.5) / 64));
        }
        run.forward();
        assertThat(run.value(output)).isEqualTo(run.evaluator().value(output));
        for (Parameter parameter : run.graph().parameters()) {
            run.backward();
            assertThat(run.gradient(parameter)).isEqualTo(run.evaluator().gradient(parameter));
        }
        return run;
    }

    @Test
    void anOperandIsRepeatedForEachShapeByItself() {
        Node wide = x.add(column).reshape(Shape.of(2, 4, 16));
        assertThat(checked(wide.add(column)).plan().toString())
                .contains("generated loops         2 ops on 128 elements");
    }

    @Test
    void aLoopIsClosedBeforeItIsTooLongToBeCompiled() {
        Node y = x;
        for (int i = 0; i < 300; i++) {
            y = y.multiply(x).add(column);
        }
        assertThat(loops(checked(y).plan())).hasSize(7);
    }

    /** lgamma alone has more steps than a loop may have of many ops. */
    @Test
    void aLongFunctionSharesItsLoop() {
        Node terms = Functions.lgamma(x.add(1)).subtract(x.multiply(column));
        assertThat(loops(checked(terms.sum()).plan()))
                .singleElement()
                .asString()
                .contains("5 ops on 128 elements");
        assertThat(loops(checked(Functions.lgamma(x).add(Functions.digamma(x))).plan()))
                .singleElement()
                .asString()
                .contains("2 ops on 128 elements");
    }

    /** Functions of many steps and a loss of many at the end are no exception. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    @EnabledIf("dev.gradus.run.LoopsTest#hasVectors")
    void aLossIsAddedUpInTheLoopThatComputesItsPredictions(Loss loss) {
        Parameter W = Parameter.of("W", Tensor.zeros(6, 1));
        Node yHat = Input.of("features", 90, 6).matMul(W).sigmoid();
        Plan plan = checked(loss.of(yHat, Input.of("y", 90, 1))).plan();
        assertThat(loops(plan)).as(plan.toString()).anyMatch(line -> line.contains("2 ops on 90 elements"));
    }

    /** They are looked at before the loop, so it does not help that a loop could compute them too. */
    @Test
    void targetsAreLookedAtBeforeTheLoop() {
        Input z = Input.of("z", 300), y = Input.of("y", 300);
        Node logits = z.add(1), smoothed = y.multiply(0.9);
        Run run = checked(new BinaryCrossEntropyLoss(logits, y));
        assertThat(loops(run.plan())).singleElement().asString().contains("2 ops on 300 elements");
        assertThatThrownBy(() -> run.feed(y, Tensor.full(y.shape(), 2)).forward())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("BinaryCrossEntropyLoss: y (300) holds 2.0 at [0]");
        assertThat(loops(checked(new BinaryCrossEntropyLoss(logits, smoothed)).plan()))
                .singleElement()
                .asString()
                .contains("2 ops on 300 elements, 6 steps");
    }

    private enum Loss {
        HALF_SQUARED {
            @Override
            Node of(Node yHat, Node y) {
                return new MseLoss(yHat, y);
            }
        },
        ABSOLUTE {
            @Override
            Node of(Node yHat, Node y) {
                return new L1Loss(yHat, y);
            }
        },
        HUBER {
            @Override
            Node of(Node yHat, Node y) {
                return new HuberLoss(yHat, y, 0.3);
            }
        },
        BINARY_CROSS_ENTROPY {
            @Override
            Node of(Node yHat, Node y) {
                return new BinaryCrossEntropyLoss(yHat, y);
            }
        };

        abstract Node of(Node yHat, Node y);
    }

    static boolean hasVectors() {
        return AvailableKernels.chosen().hasVectors();
    }

    private static List<String> loops(Plan plan) {
        return plan.toString()
                .lines()
                .filter(line -> line.startsWith("generated loops"))
                .toList();
    }

    @Test
    void aPlanTellsWhatIsDecided() {
        Input large = Input.of("large", 5000);
        Graph graph =
                Graph.of(large.square().subtract(3).multiply(large)); // ops of no other test, as plans share loops
        assertThat(Run.of(graph).plan())
                .asString()
                .endsWith(
                        "generated loops         3 ops on 5,000 elements, 5 steps: not generated: has not run long enough");
        assertThat(Run.builder(graph)
                        .without(Optimization.GENERATED_LOOPS)
                        .build()
                        .plan())
                .asString()
                .doesNotContain("generated loops");
        Graph choices = Graph.of(large.greater(0).where(large, large.exp()));
        assertThat(Run.builder(choices).kernels(KernelChoice.SCALAR).build().plan())
                .asString()
                .endsWith("not used: the kernels have no vectors");
    }
}
