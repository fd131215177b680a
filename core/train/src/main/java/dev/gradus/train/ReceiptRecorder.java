package dev.gradus.train;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.store.GraphWriter;
import dev.gradus.store.Ops;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.file.ReceiptArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Records a training that a loop makes.
 *
 * <pre>{@code
 * FirstOrderOptimizer descent = GradientDescent.of(1.0);
 * ReceiptRecorder recorder = Receipt.record(run, descent);
 * for (int epoch = 0; epoch < 2000; epoch++) {
 *     run.forward();
 *     run.backward();
 *     descent.step(run);
 *     recorder.epoch();
 * }
 * recorder.receipt().save(Path.of("training.receipt.json"));
 * }</pre>
 */
public final class ReceiptRecorder {
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Parameters parameters;
    private final Supplier<Map<String, Object>> data;
    private final Optional<NumpyRandom> shuffling;
    private final List<String> epochs = new ArrayList<>();

    ReceiptRecorder(Run run, FirstOrderOptimizer optimizer) {
        Graph graph = run.graph();
        Node objective = run.objective();
        List<Node> outputs = new ArrayList<>(graph.outputs());
        outputs.remove(objective);
        outputs.add(0, objective);
        Map<Integer, BatchGraph> graphs = new TreeMap<>();
        graphs.put(0, new BatchGraph(Graph.of(outputs), graph.inputs(), Map.of(), Optional.empty()));
        this.parameters = run.parameters();
        this.shuffling = Optional.empty();
        this.data = () -> ReceiptArray.json(
                named(graph.inputs(), graph.inputs().stream().map(run::value).toList()));
        begin(optimizer, graphs);
    }

    ReceiptRecorder(BatchRuns runs, Batches batches, FirstOrderOptimizer optimizer) {
        Map<Integer, BatchGraph> graphs = new TreeMap<>();
        batches.sizes().forEach(size -> graphs.put(size, runs.model(size)));
        List<Input> inputs = graphs.values().iterator().next().inputs();
        Map<String, Object> arrays =
                ReceiptArray.json(named(inputs, batches.all().tensors()));
        this.parameters = runs.parameters();
        this.shuffling = batches.random();
        this.data = () -> arrays;
        members.put("batches", batches.description());
        begin(optimizer, graphs);
    }

    private void begin(FirstOrderOptimizer optimizer, Map<Integer, BatchGraph> graphs) {
        if (optimizer.steps() > 0) {
            throw new IllegalArgumentException("Receipt: the optimizer has already made " + optimizer.steps()
                    + " steps; a receipt begins before the first one");
        }
        GraphWriter writer = new GraphWriter();
        List<Map<String, Object>> written = new ArrayList<>();
        graphs.forEach((size, each) -> {
            Map<String, Object> json = Json.object("examples", size);
            json.putAll(writer.write(each.graph(), each.inputs()));
            written.add(json);
        });
        Map<String, Tensor> initial = new LinkedHashMap<>();
        writer.parameters().forEach((name, parameter) -> initial.put(name, parameters.get(parameter)));
        members.put("optimizer", optimizer.description());
        members.put("graphs", written);
        members.put("data", data.get());
        members.put("initial", ReceiptArray.json(initial));
        members.put("constants", ReceiptArray.json(writer.constants()));
        members.put(
                "frozen",
                parameters.all().stream()
                        .filter(parameters::isFrozen)
                        .map(Parameter::label)
                        .toList());
    }

    private static Map<String, Tensor> named(List<Input> inputs, List<Tensor> tensors) {
        Map<String, Tensor> named = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (named.put(inputs.get(i).label(), tensors.get(i)) != null) {
                throw new IllegalArgumentException("Receipt: two inputs are named '"
                        + inputs.get(i).label() + "'; names in a receipt must differ, so rename one of them");
            }
        }
        return named;
    }

    /**
     * Writes down the seed from which the program drew its numbers. If the batches are shuffled by a generator in the state of
     * this seed, the receipt need not contain that state.
     */
    public ReceiptRecorder withSeed(long seed) {
        if (!epochs.isEmpty()) {
            throw new IllegalStateException("Receipt: call withSeed before the first epoch");
        }
        members.put("seed", Receipt.json(seed));
        boolean isOfSeed = seed >= 0
                && seed <= 0xffff_ffffL
                && shuffling
                        .filter(random ->
                                random.state().equals(NumpyRandom.seed(seed).state()))
                        .isPresent();
        if (isOfSeed && members.get("batches") instanceof Map<?, ?> batches) {
            batches.remove("generator");
        }
        return this;
    }

    /** Records the parameters at the end of an epoch. */
    public void epoch() {
        epochs.add(Receipt.digest(parameters));
    }

    /**
     * Returns the receipt of the epochs so far.
     *
     * @throws IllegalStateException if the run was fed with other data since the recording began
     */
    public Receipt receipt() {
        if (!Json.of(data.get()).equals(Json.of(members.getOrDefault("data", Map.of())))) {
            throw new IllegalStateException("Receipt: the run was fed with other data during the training, so the"
                    + " training cannot be repeated; to train on batches, record BatchRuns and Batches");
        }
        Map<String, Object> all = new LinkedHashMap<>(members);
        all.put("epochs", epochs);
        return Receipt.of(all, Ops.builtIn());
    }
}
