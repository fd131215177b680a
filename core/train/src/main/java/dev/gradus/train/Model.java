package dev.gradus.train;

import dev.gradus.file.NamedArray;
import dev.gradus.file.SafetensorsReader;
import dev.gradus.file.SafetensorsWriter;
import dev.gradus.graph.Graph;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.store.GraphReader;
import dev.gradus.store.GraphWriter;
import dev.gradus.store.Ops;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.JsonObject;
import dev.gradus.tensor.Labels;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.zip.CRC32;

/**
 * A model in one file: graph, parameters, and texts such as an encoder. Another process opens the file without the code that
 * built the model.
 *
 * <pre>{@code
 * Model.of(runs).with("encoder", encoder.toJson()).save(Path.of("model.safetensors"));
 * …
 * Model model = Model.load(Path.of("model.safetensors"));      // in another process
 * Encoder encoder = Encoder.ofJson(model.text("encoder"));
 * Tensor yHat = model.predictor().predict(Batch.of(encoder.apply(table)));
 * }</pre>
 *
 * <p>The loaded graphs compute the same bits as the saved ones, forward and backward. Ops of this library are made by name;
 * supply ops of your own to {@link #load(Path, Ops)}.
 *
 * <p>The file is a {@linkplain dev.gradus.data.Safetensors safetensors file}, so Python can read the parameters. Its metadata
 * contains the graphs and the texts, and a checksum of everything. Immutable, but the parameters may change.
 */
public final class Model {
    private static final int VERSION = 1;
    private static final String FORMAT = "gradus-model", GRAPHS = "graphs", CHECKSUM = "checksum";
    private static final Set<String> RESERVED = Set.of(FORMAT, GRAPHS, CHECKSUM);

    /** Stands for the size of a graph that is not a function of the number of examples. */
    private static final int FIXED = 0;

    private final TreeMap<Integer, BatchGraph> graphs;
    private final Parameters parameters;
    private final Map<String, String> texts;

    private Model(TreeMap<Integer, BatchGraph> graphs, Parameters parameters, Map<String, String> texts) {
        this.graphs = graphs;
        this.parameters = parameters;
        this.texts = texts;
        for (BatchGraph each : graphs.values()) {
            for (Parameter parameter : each.graph().parameters()) {
                parameters.get(parameter);
            }
        }
    }

    /**
     * Creates a model of one graph, whose shapes are fixed.
     *
     * @throws IllegalArgumentException if a parameter of the graph is not among the parameters
     */
    public static Model of(Graph graph, Parameters parameters) {
        Objects.requireNonNull(graph, "graph");
        Objects.requireNonNull(parameters, "parameters");
        TreeMap<Integer, BatchGraph> graphs = new TreeMap<>();
        graphs.put(FIXED, new BatchGraph(graph, graph.inputs(), Map.of(), Optional.empty()));
        return new Model(graphs, parameters, Map.of());
    }

    /** Creates a model of the {@linkplain BatchGraph#predicting prediction} of these runs, for any number of examples. */
    public static Model of(BatchRuns runs) {
        Objects.requireNonNull(runs, "runs");
        return of(runs::model, runs.parameters());
    }

    /**
     * Creates a model that a {@link Predictor} can serve, for any number of examples. The file contains its graph for each
     * number of examples that a predictor plans: 1, 2, 4, … 64.
     *
     * @param model the model as a function of the number of examples
     * @throws IllegalArgumentException if a parameter of the graphs is not among the parameters
     */
    public static Model of(IntFunction<BatchGraph> model, Parameters parameters) {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(parameters, "parameters");
        TreeMap<Integer, BatchGraph> graphs = new TreeMap<>();
        for (int size = 1; size <= Predictor.LARGEST; size *= 2) {
            graphs.put(size, model.apply(size).served());
        }
        return new Model(graphs, parameters, Map.of());
    }

    /**
     * Returns the same model with a text, such as an encoder's JSON or the names of the classes.
     *
     * @throws IllegalArgumentException if there is already a text of this name, or the format uses the name itself
     */
    public Model with(String name, String text) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
        Map<String, String> more = new LinkedHashMap<>(texts);
        if (RESERVED.contains(name) || more.put(name, text) != null) {
            throw new IllegalArgumentException("Model: the name '" + name + "' is already used; choose another one");
        }
        return new Model(graphs, parameters, more);
    }

    /**
     * Returns a text.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public String text(String name) {
        Objects.requireNonNull(name, "name");
        return Optional.ofNullable(texts.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Model: there is no text named '" + name + "'; there are " + texts.keySet()));
    }

    /** Returns the names of the texts. */
    public Set<String> texts() {
        return Collections.unmodifiableSet(texts.keySet());
    }

    /** Returns the current values of the parameters. */
    public Parameters parameters() {
        return parameters;
    }

    /** Returns the graph; for a model of any number of examples, that of one example. */
    public Graph graph() {
        return graphs.firstEntry().getValue().graph();
    }

    /**
     * Returns a predictor with a copy of the parameters.
     *
     * @throws IllegalStateException if the model is one graph of fixed shapes
     */
    public Predictor predictor() {
        if (graphs.containsKey(FIXED)) {
            throw new IllegalStateException(
                    "Model: this is one graph of fixed shapes, for which use Run.of(model.graph(),"
                            + " model.parameters()); to serve any number of examples, save Model.of(runs)");
        }
        return Predictor.of(graphs::get, parameters).withParts(graphs.lastKey());
    }

    /**
     * Saves the model. The file is replaced atomically, as by {@link Parameters#save}. Equal models produce equal bytes.
     *
     * @throws IllegalArgumentException if an op has attributes that a file cannot contain, two parameters have the same name,
     *     or graphs and texts take more than 16 MiB; an existing file is then unchanged
     * @throws IOException if the file cannot be written; an existing file is then unchanged
     */
    public void save(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        GraphWriter writer = new GraphWriter();
        List<Map<String, Object>> written = new ArrayList<>();
        graphs.forEach((size, each) -> {
            Map<String, Object> json = Json.object("examples", size);
            json.putAll(writer.write(each.graph(), each.inputs()));
            written.add(json);
        });
        Map<String, Tensor> arrays = new TreeMap<>(writer.constants());
        writer.parameters().forEach((name, parameter) -> {
            if (arrays.put(name, parameters.get(parameter)) != null) {
                throw new IllegalArgumentException(
                        "Model: the name of " + parameter.describe() + " stands for a constant in the file; rename it");
            }
        });
        Map<String, String> metadata = new LinkedHashMap<>(texts);
        metadata.put(FORMAT, String.valueOf(VERSION));
        metadata.put(GRAPHS, Json.of(written));
        metadata.put(CHECKSUM, checksum(arrays, metadata));
        SafetensorsWriter.write(file, NamedArray.all(arrays), metadata);
    }

    /** Returns the checksum of everything but itself. */
    private static String checksum(Map<String, Tensor> arrays, Map<String, String> metadata) {
        CRC32 sum = new CRC32();
        new TreeMap<>(metadata).forEach((name, text) -> {
            if (!name.equals(CHECKSUM)) {
                sum.update((name.length() + ":" + name + text).getBytes(StandardCharsets.UTF_8));
            }
        });
        ByteBuffer bytes = ByteBuffer.allocate(1 << 13);
        new TreeMap<>(arrays).forEach((name, tensor) -> {
            String start =
                    name.length() + ":" + name + Arrays.toString(tensor.shape().sizes());
            sum.update(start.getBytes(StandardCharsets.UTF_8));
            for (double value : tensor.toArray()) {
                if (!bytes.putDouble(value).hasRemaining()) {
                    sum.update(bytes.flip());
                    bytes.clear();
                }
            }
            sum.update(bytes.flip());
            bytes.clear();
        });
        return Long.toHexString(sum.getValue());
    }

    /**
     * Loads a model whose ops are all of this library.
     *
     * @throws FileFormatException if the file is missing, broken, not a model or of a newer version, or contains another op
     * @throws IOException if it cannot be read
     */
    public static Model load(Path file) throws IOException {
        return load(file, Ops.builtIn());
    }

    /**
     * Loads a model.
     *
     * @param ops the ops that it may contain
     * @throws FileFormatException if the file is missing, broken, not a model or of a newer version, or contains another op
     * @throws IOException if it cannot be read
     */
    public static Model load(Path file, Ops ops) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(ops, "ops");
        try {
            Map<String, String> metadata = SafetensorsReader.metadata(file);
            checkVersion(metadata);
            Map<String, Tensor> arrays = SafetensorsReader.read(file);
            if (!checksum(arrays, metadata).equals(metadata.get(CHECKSUM))) {
                throw new IllegalArgumentException("it is damaged: its checksum is not that of its content");
            }
            return read(metadata, arrays, ops);
        } catch (NoSuchFileException missing) {
            throw new FileFormatException("Model: " + file + " does not exist", missing);
        } catch (FileFormatException broken) {
            throw new FileFormatException("Model: " + broken.getMessage(), broken);
        } catch (OutOfMemoryError tooLarge) {
            throw new FileFormatException(
                    "Model: " + file + " needs more memory than there is; allow more with -Xmx", tooLarge);
        } catch (RuntimeException wrong) {
            throw new FileFormatException("Model: " + file + ": " + wrong.getMessage(), wrong);
        }
    }

    private static void checkVersion(Map<String, String> metadata) {
        String version = metadata.get(FORMAT);
        if (version == null) {
            throw new IllegalArgumentException("it is not the file of a model, which Model.save writes");
        }
        if (!version.equals(String.valueOf(VERSION))) {
            throw new IllegalArgumentException(
                    "it has the version '" + Labels.printable(version) + "', but this program knows only version "
                            + VERSION + "; use the version of Gradus that wrote it");
        }
    }

    private static Model read(Map<String, String> metadata, Map<String, Tensor> arrays, Ops ops) {
        GraphReader reader = new GraphReader(ops, arrays);
        TreeMap<Integer, BatchGraph> graphs = new TreeMap<>();
        Set<Parameter> parameters = new LinkedHashSet<>();
        List<JsonObject> all = JsonObject.parseAll("a graph", metadata.getOrDefault(GRAPHS, "[]"));
        if (all.isEmpty()) {
            throw new IllegalArgumentException("it contains no graphs");
        }
        for (JsonObject json : all) {
            GraphReader.Read read = reader.read(json.members());
            BatchGraph graph = new BatchGraph(read.graph(), read.inputs(), Map.of(), Optional.empty());
            int examples = json.whole("examples");
            if (!isNext(graphs, examples) || graphs.put(examples, graph) != null) {
                throw new IllegalArgumentException(
                        "it must contain one graph, or graphs of 1, 2, 4 and so on examples");
            }
            parameters.addAll(read.graph().parameters());
        }
        Map<String, String> texts = new LinkedHashMap<>(metadata);
        texts.keySet().removeAll(RESERVED);
        return new Model(graphs, Parameters.of(parameters), texts);
    }

    private static boolean isNext(TreeMap<Integer, BatchGraph> graphs, int examples) {
        return graphs.isEmpty()
                ? examples == FIXED || examples == 1
                : examples == 2 * graphs.lastKey() && examples > 0 && examples <= 1 << 20;
    }
}
