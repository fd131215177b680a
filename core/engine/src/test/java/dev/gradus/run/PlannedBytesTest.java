package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.nn.ConvolutionOptions;
import dev.gradus.nn.Convolutions;
import dev.gradus.nn.PoolWindows;
import dev.gradus.nn.Pools;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Orders;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** {@link Plan#bytes} counts what a run allocates besides its inputs, including scratch memory that grows with operands. */
@Tag("long")
class PlannedBytesTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What planning allocates, and the blocks of a thread. */
    private static final long BESIDES = 1L << 20;

    private static Parameter random(String name, int... sizes) {
        Random random = new Random(name.hashCode());
        return Parameter.of(name, Tensor.generate(Shape.of(sizes), i -> random.nextGaussian()));
    }

    /** A matrix whose diagonal is large, so that it has all factorizations. */
    private static Parameter regular(int n) {
        return Parameter.of("a", Tensor.generate(Shape.of(n, n), i -> i / n == i % n ? 10 : Math.sin(i) / n));
    }

    @TestFactory
    Stream<DynamicTest> whatIsAllocatedIsCounted() {
        Map<String, Node> graphs = new LinkedHashMap<>();
        Parameter images = random("images", 64, 1, 64, 64), signal = random("signal", 1, 1, 20_000);
        Parameter a = regular(400), line = random("line", 300_000), rows = random("rows", 300, 1000);
        ConvolutionOptions padded = ConvolutionOptions.of().padding(1);
        graphs.put("gradient by a kernel", Convolutions.conv2d(images, random("w", 4, 1, 3, 3), padded));
        graphs.put("long kernel", Convolutions.conv1d(signal, random("w", 2, 1, 300)));
        graphs.put("average pool", Pools.averagePool(images, PoolWindows.of(3).stride(2)));
        graphs.put("cholesky", LinearAlgebra.cholesky(a));
        graphs.put("inverse", LinearAlgebra.inv(a));
        graphs.put("determinant", LinearAlgebra.logDeterminant(a));
        graphs.put("solve", LinearAlgebra.solve(a, random("b", 400, 200)));
        graphs.put("solve few equations", LinearAlgebra.solve(regular(2), random("b", 2, 500_000)));
        graphs.put("triangular solve", LinearAlgebra.triangularSolve(a, random("b", 400, 200), true, false, false));
        graphs.put("sort", Orders.sort(line, 0, false));
        graphs.put("cumulative sum", line.cumulativeSum(0));
        graphs.put("softmax", rows.softmax(0));
        graphs.put("log-sum-exp", rows.logSumExp(1));
        graphs.put("product", rows.matMul(random("other", 1000, 100)));
        return graphs.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getValue())));
    }

    private static void check(Node y) {
        Input upstream = Input.of("upstream", y.shape());
        Gradients gradients = Gradients.of(y, upstream);
        List<Node> results = new ArrayList<>(List.of(y));
        Graph.of(y).parameters().forEach(parameter -> results.add(gradients.wrt(parameter)));
        Graph graph = Graph.of(results);
        Parameters parameters = Parameters.of(graph);
        Tensor ones = Tensor.ones(upstream.shape());
        run(graph, parameters, upstream, ones); // loads classes
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Run run = run(graph, parameters, upstream, ones);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        long counted =
                run.plan().bytes() + (long) Double.BYTES * upstream.shape().elements();
        assertThat(allocated).isBetween(counted, counted + BESIDES);
    }

    private static Run run(Graph graph, Parameters parameters, Input upstream, Tensor ones) {
        Run run = Run.builder(graph)
                .parameters(parameters)
                .kernels(KernelChoice.SCALAR)
                .threads(1)
                .build();
        run.feed(upstream, ones).forward();
        return run;
    }
}
