package dev.gradus.train;

import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.store.GraphReader;
import dev.gradus.store.Ops;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.JsonObject;
import dev.gradus.tensor.Labels;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.file.ReceiptArray;
import dev.gradus.train.file.ReceiptFile;
import dev.gradus.train.file.Sha256;
import java.io.IOException;
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
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Evidence of a training, as a small JSON file: the graph, digests of the data and of the initial numbers, the optimizer, and
 * the digest of all parameters after each epoch. Whoever has the data can repeat the training on another machine, and learns
 * whether every bit is the same or which epoch is the first to differ.
 *
 * <pre>{@code
 * Trainer.of(run, Adam.of(0.01)).withReceipt(Path.of("training.receipt.json")).train(200);
 * …
 * Receipt receipt = Receipt.load(Path.of("training.receipt.json"));      // on another machine
 * System.out.println(receipt.verify(Map.of("x", x, "y", y)));
 * }</pre>
 *
 * <p>In a loop of your own, {@link #record} a training and call {@link ReceiptRecorder#epoch} after each epoch. Digests are
 * SHA-256. Data and initial numbers of at most {@value ReceiptArray#MOST_EMBEDDED} elements are part of the file. A checksum
 * detects every damaged file. It does not prove who wrote the file: only the repetition proves that these steps lead to these
 * numbers.
 *
 * <p>Immutable.
 */
public final class Receipt {
    static final int VERSION = 1;

    private static final String FORMAT = "gradus-receipt", END = "\"}\n", CHECKSUM = ",\"checksum\":\"";
    private static final int LENGTH_OF_CHECKSUM = 64;

    /** Doubles represent all whole numbers up to this one. */
    private static final long LAST_EXACT = 1L << 53;

    private static final String DAMAGED = "it is damaged: its checksum is not that of its content";

    private final String text;
    private final Ops ops;
    private final Map<String, ReceiptArray> data;
    private final Map<String, ReceiptArray> initial;
    private final Map<String, ReceiptArray> constants;
    private final Optional<JsonObject> batches;
    private final JsonObject optimizer;
    private final List<JsonObject> graphs;
    private final List<String> frozen;
    private final List<String> epochs;
    private final Optional<Long> seed;

    /**
     * The result of a repetition.
     *
     * @param epochs the number of epochs of the receipt
     * @param repeated the number of epochs that were repeated and are the same, bit for bit
     * @param firstDifference the number of the first epoch, from 1, after which a parameter differs
     */
    public record Verdict(int epochs, int repeated, OptionalInt firstDifference) {
        /** Returns whether all epochs were repeated and all bits are the same. */
        public boolean isSame() {
            return firstDifference.isEmpty() && repeated == epochs;
        }

        /** Returns a sentence. */
        @Override
        public String toString() {
            if (firstDifference.isPresent()) {
                return "After epoch " + firstDifference.getAsInt() + " of " + epochs
                        + " the parameters differ from the receipt; "
                        + (repeated == 0
                                ? "it is the first epoch."
                                : "the epochs before it are the same, bit for bit.");
            }
            return isSame()
                    ? "The same, bit for bit: after each of " + epochs
                            + " epochs, all parameters are those of the receipt."
                    : "Stopped after epoch " + repeated + " of " + epochs + "; up to there all bits are the same.";
        }
    }

    /** Follows a repetition. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Returns whether to repeat further epochs.
         *
         * @param epoch the number of epochs that were repeated
         * @param loss the mean training loss of the last one, each example at the time of its step
         */
        boolean goesOn(int epoch, double loss);
    }

    private Receipt(String text, Ops ops) {
        this.text = text;
        this.ops = ops;
        JsonObject json = JsonObject.parse("", checked(text));
        double version = json.number(FORMAT);
        if (version != VERSION) {
            throw new IllegalArgumentException("it has the version " + Json.of(version)
                    + ", but this program knows only version " + VERSION + "; use the version of Gradus that wrote it");
        }
        data = ReceiptArray.all(json.object("data"));
        initial = ReceiptArray.all(json.object("initial"));
        constants = ReceiptArray.all(json.object("constants"));
        seed = seed(json);
        batches = json.has("batches") ? Optional.of(json.object("batches")) : Optional.empty();
        optimizer = json.object("optimizer");
        graphs = json.objects("graphs", "a graph");
        frozen = json.texts("frozen");
        epochs = json.texts("epochs");
        Methods.optimizer(optimizer);
    }

    /** Returns how JSON holds a seed: one that a double may not represent is a text. */
    static Object json(long seed) {
        return Math.abs(seed) <= LAST_EXACT && seed != Long.MIN_VALUE ? (Object) seed : String.valueOf(seed);
    }

    /** Earlier versions wrote all seeds as numbers; of a large one, the last digits are unknown. */
    private static Optional<Long> seed(JsonObject json) {
        if (!json.has("seed")) {
            return Optional.empty();
        } else if (json.value("seed") instanceof String) {
            return Optional.of(json.large("seed"));
        }
        return Optional.of(json.number("seed"))
                .filter(number -> Math.abs(number) <= LAST_EXACT)
                .map(Double::longValue);
    }

    /** Returns the text as JSON once its last member is known to be the checksum of all before it. */
    private static String checked(String text) {
        int end = text.length() - END.length() - LENGTH_OF_CHECKSUM;
        if (!text.startsWith("{\"" + FORMAT + "\":")) {
            throw new IllegalArgumentException("it is not a receipt, which Receipt.save writes");
        }
        int start = end - CHECKSUM.length();
        if (start < 0 || !text.startsWith(CHECKSUM, start) || !text.endsWith(END)) {
            throw new IllegalArgumentException("it is incomplete: it does not end with a checksum");
        }
        if (!Sha256.of(text.substring(0, start)).equals(text.substring(end, end + LENGTH_OF_CHECKSUM))) {
            throw new IllegalArgumentException(DAMAGED);
        }
        return text;
    }

    /** Returns the receipt with these members. */
    static Receipt of(Map<String, Object> members, Ops ops) {
        Map<String, Object> all = Json.object(FORMAT, VERSION);
        all.putAll(members);
        String json = Json.of(all);
        String body = json.substring(0, json.length() - 1);
        return new Receipt(body + CHECKSUM + Sha256.of(body) + END, ops);
    }

    /**
     * Begins to record a training on all data at once, before its first step. The run must be fed.
     *
     * @throws IllegalArgumentException if the optimizer has a schedule, groups, a method of your own or made a step already, or
     *     if a file cannot contain the graph
     */
    public static ReceiptRecorder record(Run run, FirstOrderOptimizer optimizer) {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(optimizer, "optimizer");
        return new ReceiptRecorder(run, optimizer);
    }

    /**
     * Begins to record a training on mini-batches, before its first step. Each epoch is one iteration over these batches.
     *
     * @throws IllegalArgumentException as for {@link #record(Run, FirstOrderOptimizer)}
     */
    public static ReceiptRecorder record(BatchRuns runs, Batches batches, FirstOrderOptimizer optimizer) {
        Objects.requireNonNull(runs, "runs");
        Objects.requireNonNull(batches, "batches");
        Objects.requireNonNull(optimizer, "optimizer");
        return new ReceiptRecorder(runs, batches, optimizer);
    }

    /** Returns the content of the file. */
    public String toJson() {
        return text;
    }

    /**
     * Reads the content of a file.
     *
     * @throws IllegalArgumentException if it is damaged, not a receipt or of another version
     */
    public static Receipt ofJson(String json) {
        return ofJson(json, Ops.builtIn());
    }

    /**
     * Reads the content of a file whose graph has ops of your own.
     *
     * @throws IllegalArgumentException if it is damaged, not a receipt or of another version
     */
    public static Receipt ofJson(String json, Ops ops) {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(ops, "ops");
        try {
            return new Receipt(json, ops);
        } catch (RuntimeException wrong) {
            throw new IllegalArgumentException("Receipt: " + wrong.getMessage(), wrong);
        }
    }

    /**
     * Saves the receipt. The file is replaced atomically.
     *
     * @throws IOException if it cannot be written; an existing file is then unchanged
     */
    public void save(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        ReceiptFile.write(file, text);
    }

    /**
     * Loads a receipt whose ops are all of this library.
     *
     * @throws FileFormatException if the file is missing, damaged, not a receipt or of another version
     * @throws IOException if it cannot be read
     */
    public static Receipt load(Path file) throws IOException {
        return load(file, Ops.builtIn());
    }

    /**
     * Loads a receipt.
     *
     * @param ops the ops that its graph may contain
     * @throws FileFormatException if the file is missing, damaged, not a receipt or of another version
     * @throws IOException if it cannot be read
     */
    public static Receipt load(Path file, Ops ops) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(ops, "ops");
        String json = ReceiptFile.read(file);
        try {
            return ofJson(json, ops);
        } catch (IllegalArgumentException wrong) {
            throw new FileFormatException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    /** Returns the number of epochs. */
    public int epochs() {
        return epochs.size();
    }

    /** Returns the seed, if the recording was given one. */
    public Optional<Long> seed() {
        return seed;
    }

    /** Returns the names of the data. */
    public Set<String> inputs() {
        return Collections.unmodifiableSet(data.keySet());
    }

    /** Returns the names of the data and initial numbers that the file does not contain and {@link #verify(Map)} needs. */
    public Set<String> missing() {
        Set<String> names = new LinkedHashSet<>();
        for (Map<String, ReceiptArray> all : List.of(data, initial, constants)) {
            all.forEach((name, array) -> {
                if (array.values().isEmpty()) {
                    names.add(name);
                }
            });
        }
        return names;
    }

    /**
     * Repeats the training with the data of the file.
     *
     * @throws IllegalArgumentException if the file does not contain all data, or if no training can be made of it
     */
    public Verdict verify() {
        return verify(Map.of());
    }

    /**
     * Repeats the training.
     *
     * @param given data and initial numbers by name, as far as the file does not contain them
     * @throws IllegalArgumentException if one is missing or is not the receipt's, or if no training can be made of the file
     */
    public Verdict verify(Map<String, Tensor> given) {
        return verify(given, (epoch, loss) -> true);
    }

    /**
     * Repeats the training until all epochs are repeated, or until a condition fails.
     *
     * @param progress is called after each epoch
     * @throws IllegalArgumentException if an array is missing or is not the receipt's, or if no training can be made of the file
     */
    public Verdict verify(Map<String, Tensor> given, Progress progress) {
        Objects.requireNonNull(progress, "progress");
        return training(given).repeat(progress);
    }

    /**
     * Reads the training without beginning it. Nothing is computed yet, so that a program can look at the graph and decide
     * whether to repeat it.
     *
     * @param given data and initial numbers by name, as far as the file does not contain them
     * @throws IllegalArgumentException if an array is missing or is not the receipt's, or if the graph cannot be read
     */
    public ReceiptTraining training(Map<String, Tensor> given) {
        Objects.requireNonNull(given, "given");
        Map<String, Tensor> x = arrays(data, given);
        Map<String, Tensor> numbers = arrays(initial, given);
        numbers.putAll(arrays(constants, given));
        try {
            TreeMap<Integer, BatchGraph> read = read(numbers);
            return new ReceiptTraining(
                    read,
                    parameters(read),
                    x,
                    batches.map(known -> Batches.described(known, seed, List.copyOf(x.values()))),
                    Methods.optimizer(optimizer),
                    epochs);
        } catch (RuntimeException wrong) {
            throw unusable(wrong);
        }
    }

    static IllegalArgumentException unusable(RuntimeException wrong) {
        return new IllegalArgumentException("Receipt: no training can be made of it: " + wrong.getMessage(), wrong);
    }

    private static Map<String, Tensor> arrays(Map<String, ReceiptArray> all, Map<String, Tensor> given) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        all.forEach((name, array) -> found.put(name, array.found(name, Optional.ofNullable(given.get(name)))));
        return found;
    }

    private TreeMap<Integer, BatchGraph> read(Map<String, Tensor> numbers) {
        GraphReader reader = new GraphReader(ops, numbers);
        TreeMap<Integer, BatchGraph> read = new TreeMap<>();
        for (JsonObject json : graphs) {
            GraphReader.Read one = reader.read(json.members());
            read.put(
                    json.optional("examples", json::whole, 0),
                    new BatchGraph(one.graph(), one.inputs(), Map.of(), Optional.empty()));
        }
        if (read.isEmpty() || batches.isPresent() == read.containsKey(0)) {
            throw new IllegalArgumentException("it must contain one graph, or a graph for each size of batches");
        }
        return read;
    }

    private Parameters parameters(TreeMap<Integer, BatchGraph> read) {
        Set<Parameter> all = new LinkedHashSet<>();
        read.values().forEach(each -> all.addAll(each.graph().parameters()));
        Parameters parameters = Parameters.of(all);
        frozen.forEach(name -> parameters.freeze(parameters.parameter(name)));
        return parameters;
    }

    /** Returns the digest of all parameters, in the order of their names. */
    static String digest(Parameters parameters) {
        List<Parameter> all = new ArrayList<>(parameters.all());
        all.sort((a, b) -> a.label().compareTo(b.label()));
        Sha256 digest = new Sha256();
        all.forEach(parameter -> digest.add(parameter.label(), parameters.get(parameter)));
        return digest.hex();
    }

    /** Returns, for example, {@code receipt of 200 epochs of x (4, 2), y (4, 1)}. */
    @Override
    public String toString() {
        return "receipt of " + epochs.size() + " epochs" + (data.isEmpty() ? "" : " of " + String.join(", ", shapes()));
    }

    private List<String> shapes() {
        return data.entrySet().stream()
                .map(each -> Labels.printable(each.getKey()) + " "
                        + Arrays.toString(each.getValue().sizes())
                                .replace('[', '(')
                                .replace(']', ')'))
                .toList();
    }
}
