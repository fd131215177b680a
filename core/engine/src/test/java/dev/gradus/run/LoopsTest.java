package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What loops there are, and what a plan says of them. */
@DisabledIfSystemProperty(named = Pass.WITHOUT, matches = ".+", disabledReason = "looks for what passes find")
class LoopsTest {
    private final Input x = Input.of("x", 4, 32);
    private final Input column = Input.of("column", 4, 1);

    private Run checked(Node output) {
        Run run = Run.builder(Graph.of(output)).loopsAtOnce().threads(1).build();
        for (Input input : run.graph().inputs()) {
            run.feed(input, Tensor.generate(input.shape(), i -> i + 0.5));
        }
        run.forward();
        assertThat(run.value(output)).isEqualTo(run.evaluator().value(output));
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
        long loops = checked(y)
                .plan()
                .toString()
                .lines()
                .filter(line -> line.startsWith("generated loops"))
                .count();
        assertThat(loops).isEqualTo(7);
    }

    @Test
    void whatReadsASumIsInNoLoopWithIt() {
        Plan plan = checked(x.square().add(x.square().sum()).exp()).plan();
        assertThat(plan.toString().lines().filter(line -> line.startsWith("generated loops")))
                .hasSize(2)
                .allMatch(line -> line.contains("2 ops on 128 elements"));
    }

    @Test
    void aPlanTellsWhatIsDecided() {
        Input large = Input.of("large", 5000);
        Graph graph = Graph.of(large.square().add(1));
        assertThat(Run.of(graph).plan())
                .asString()
                .endsWith(
                        "generated loops         2 ops on 5,000 elements, 4 steps: not made: did not run for long yet");
        assertThat(Run.builder(graph).without(Pass.GENERATED_LOOPS).build().plan())
                .asString()
                .doesNotContain("generated loops");
        Graph choices = Graph.of(large.greater(0).where(large, large.exp()));
        assertThat(Run.builder(choices).kernels(KernelChoice.SCALAR).build().plan())
                .asString()
                .endsWith("not used: the kernels have no vectors");
    }
}
