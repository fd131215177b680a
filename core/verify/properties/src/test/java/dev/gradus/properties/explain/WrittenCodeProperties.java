package dev.gradus.properties.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.GradusArbitraries;
import dev.gradus.testkit.RandomGraph;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java and NumPy code that explains a graph computes the graph's numbers. */
class WrittenCodeProperties {
    private static final int GRAPHS = 40;
    private static final long SEED = Long.getLong("gradus.seed", new Random().nextLong());
    private static final String TO_REPEAT = "-Dgradus.seed=" + SEED;

    private static List<Evaluator> sample() {
        Stream<Evaluator> graphs = GradusArbitraries.graphs().generator(GRAPHS).stream(new Random(SEED))
                .limit(GRAPHS)
                .map(Shrinkable::value)
                .map(RandomGraph::evaluator);
        Random random = new Random(SEED);
        Stream<Evaluator> named =
                Stream.generate(() -> NamedGraphs.draw(random).evaluator()).limit(GRAPHS);
        return Stream.concat(graphs, named).toList();
    }

    @Test
    void javaComputesTheSameBits(@TempDir Path folder) throws Exception {
        JavaProgram program = new JavaProgram();
        sample().forEach(program::add);
        assertThat(program.mistakes(folder)).as(TO_REPEAT).isEmpty();
    }

    @Test
    void numpyComputesTheSameNumbers(@TempDir Path folder) throws Exception {
        NumpyProgram program = new NumpyProgram();
        sample().forEach(numbers -> program.add(Trace.of(numbers)));
        assertThat(program.mistakes(folder)).as(TO_REPEAT).isEmpty();
    }

    /** The last bit of NumPy's tanh is another one than the engine's now and then. */
    @Test
    void atTiesRoundingDecides(@TempDir Path folder) throws Exception {
        Parameter W = Parameter.of("W", NumpyRandom.seed(0).randn(1000));
        Tensor tie = Evaluator.of(Graph.of(W.tanh())).value(W.tanh());
        NumpyProgram program = new NumpyProgram();
        Node larger = W.tanh().greater(Constant.of("c", tie)).named("larger");
        program.add(Trace.of(Evaluator.of(Graph.of(larger.sum()))));
        assertThat(program.mistakes(folder)).isEmpty();
    }
}
