package dev.gradus.onnx;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.GradusArbitraries;
import dev.gradus.testkit.RandomGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written, read again, computes the same; so does what ONNX Runtime reads. */
class RoundTripProperties {
    @Provide
    Arbitrary<RandomGraph> graphs() {
        return GradusArbitraries.smoothGraphs();
    }

    @Property
    void writtenAndReadTheValueAndTheGradientsAreTheSame(@ForAll("graphs") RandomGraph random) {
        byte[] file = OnnxExport.of(random.graph()).gradients().toBytes();
        OnnxModel model = OnnxModel.of("random.onnx", file, Map.of());
        Evaluator evaluator = Evaluator.of(model.graph());
        model.inputs()
                .forEach((name, input) -> evaluator.feed(input, feeds(random).get(name)));
        List<Node> expected = expected(random);
        Evaluator ours = random.evaluator();
        List<Node> outputs = List.copyOf(model.outputs().values());
        for (int i = 0; i < expected.size(); i++) {
            Close.assertDouble(evaluator.value(outputs.get(i)), ours.value(expected.get(i)), "output " + i);
        }
    }

    @Property(tries = 20)
    void onnxRuntimeComputesTheSame(@ForAll("graphs") RandomGraph random) throws Exception {
        byte[] file = OnnxExport.of(random.graph()).gradients().toBytes();
        List<Tensor> results = List.copyOf(OnnxRuntime.run(file, feeds(random)).values());
        List<Node> expected = expected(random);
        Evaluator ours = random.evaluator();
        double term = largestTerm(random, ours);
        for (int i = 0; i < expected.size(); i++) {
            Close.assertSum(results.get(i), ours.value(expected.get(i)), term, "output " + i);
        }
    }

    /** The largest number of the forward pass, and 1: derivatives of the functions are about as large. */
    private static double largestTerm(RandomGraph random, Evaluator ours) {
        return random.graph().nodes().stream()
                .mapToDouble(node -> Close.largest(ours.value(node)))
                .reduce(1, Math::max);
    }

    private static List<Node> expected(RandomGraph random) {
        Gradients gradients = Gradients.of(random.objective());
        List<Node> expected = new ArrayList<>(List.of(random.objective()));
        Graph graph = random.graph();
        expected.addAll(gradients.wrt(graph.parameters()));
        return expected;
    }

    private static Map<String, Tensor> feeds(RandomGraph random) {
        Map<String, Tensor> feeds = new LinkedHashMap<>();
        for (Map.Entry<Input, Tensor> feed : random.feeds().entrySet()) {
            feeds.put(feed.getKey().label(), feed.getValue());
        }
        return feeds;
    }
}
