package dev.gradus.run;

import dev.gradus.file.ArrayFile;
import dev.gradus.file.EntryNames;
import dev.gradus.file.NamedArray;
import dev.gradus.graph.Graph;
import dev.gradus.graph.Lookalikes;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The current numbers of some parameters. Runs may share them: one trains, another predicts.
 *
 * <p>A record can be the model: its numbers become parameters, and gradients and trained values are such records again.
 *
 * <pre>{@code
 * record Line(double slope, double intercept) {}
 *
 * Parameters parameters = Parameters.ofRecord(new Line(1, 0));
 * Node yHat = x.multiply(parameters.parameter("slope")).add(parameters.parameter("intercept"));
 * Run run = Run.of(Graph.of(new MseLoss(yHat, y)), parameters).feed(x, hours).feed(y, marks);
 * run.forward();
 * run.backward();
 * Line gradient = run.gradient(Line.class);
 * descent.step(run);
 * Line trained = parameters.get(Line.class);
 * }</pre>
 *
 * <p>Not thread-safe. Do not change them while a run in another thread uses them; give that run a {@link #snapshot()}.
 */
public final class Parameters {
    private static final int LONGEST_NAME = 1000;

    private final Map<Parameter, double[]> values = new LinkedHashMap<>();
    private final Set<Parameter> frozen = new HashSet<>();
    private final List<Parameter> all;
    private final Optional<ModelRecord> model;
    private boolean isAnyFrozen;
    private long version;

    private Parameters(Collection<Parameter> parameters, Optional<ModelRecord> model) {
        this.all = List.copyOf(new LinkedHashSet<>(parameters));
        this.model = model;
        all.forEach(parameter -> values.put(parameter, parameter.initialValue().toArray()));
    }

    /** Returns the graph's parameters at their initial values. */
    public static Parameters of(Graph graph) {
        Objects.requireNonNull(graph, "graph");
        return of(graph.parameters());
    }

    /** Returns these parameters at their initial values. */
    public static Parameters of(Collection<Parameter> parameters) {
        Objects.requireNonNull(parameters, "parameters");
        return new Parameters(parameters, Optional.empty());
    }

    /**
     * Returns parameters for the numbers of a record, at their values in it.
     *
     * <p>Each component of the type {@code double}, {@code double[]}, {@code double[][]} or {@link Tensor} becomes a
     * parameter with the component's name. Records may contain records and arrays of records: the component {@code
     * bias} of the second of the {@code layers} is named {@code layers.1.bias}. Integers, booleans, texts, enum constants
     * and arrays of these are data; a record that is {@linkplain #get(Class) read back} has the same ones.
     *
     * @throws IllegalArgumentException if a component has another type or is null, if the rows of a matrix differ in
     *     length, if there is no number, or if the record is in a package that its module does not open
     */
    public static Parameters ofRecord(Record model) {
        Objects.requireNonNull(model, "model");
        ModelRecord read = new ModelRecord(model);
        return new Parameters(read.parameters(), Optional.of(read));
    }

    /** Returns all parameters in their original order. */
    public List<Parameter> all() {
        return all;
    }

    /** Returns whether a parameter is among these. */
    public boolean contains(Parameter parameter) {
        Objects.requireNonNull(parameter, "parameter");
        return values.containsKey(parameter);
    }

    /**
     * Returns a copy of the current value.
     *
     * @throws IllegalArgumentException if the parameter is not among these
     */
    public Tensor get(Parameter parameter) {
        return Tensor.of(parameter.shape(), live(parameter));
    }

    /**
     * Returns the current values as a record.
     *
     * @param type the class of the record that was passed to {@link #ofRecord}
     * @throws IllegalArgumentException if the parameters were made of a record of another class
     * @throws IllegalStateException if they were not made of a record
     */
    public <T extends Record> T get(Class<T> type) {
        return model("Parameters.get", type).with(type, this::get);
    }

    /** The record that these parameters were made of, for the method that is called. */
    ModelRecord model(String called, Class<? extends Record> type) {
        Objects.requireNonNull(type, "type");
        ModelRecord known =
                model.orElseThrow(() -> new IllegalStateException(called + ": the parameters were not made of a "
                        + type.getSimpleName() + "; create them by Parameters.ofRecord, and share them with the run by"
                        + " Run.of(graph, parameters)"));
        known.check(called, type);
        return known;
    }

    /**
     * Returns the parameter with a name.
     *
     * @throws IllegalArgumentException if none or more than one has this name
     */
    public Parameter parameter(String name) {
        Objects.requireNonNull(name, "name");
        List<Parameter> named =
                all.stream().filter(one -> one.label().equals(name)).toList();
        if (named.size() != 1) {
            throw new IllegalArgumentException("Parameters: " + (named.isEmpty() ? "none is" : named.size() + " are")
                    + " named '" + name + "'; there are " + names());
        }
        return named.get(0);
    }

    private String names() {
        return all.isEmpty() ? "none" : all.stream().map(Parameter::label).collect(Collectors.joining(", "));
    }

    /**
     * Replaces the current value.
     *
     * @throws IllegalArgumentException if the parameter is not among these, or the value has a different shape
     */
    public void set(Parameter parameter, Tensor value) {
        double[] live = live(parameter);
        if (!value.shape().equals(parameter.shape())) {
            throw new IllegalArgumentException(
                    "Parameters: " + parameter.describe() + " cannot take a value of shape " + value.shape());
        }
        changed(); // first, because an error may interrupt the copying
        noteChange(parameter, value);
        value.copyTo(live);
    }

    private static void noteChange(Parameter parameter, Tensor value) {
        if (!parameter.isChanged() && !value.equals(parameter.initialValue())) {
            parameter.noteChange();
        }
    }

    /** Throws if other numbers of a parameter than its initial value exist, which a result without parameters ignores. */
    static void checkInitial(String what, Parameter... parameters) {
        for (Parameter parameter : parameters) {
            if (parameter.isChanged()) {
                throw new IllegalStateException(what + ": " + parameter.describe() + " has changed, for example in a"
                        + " training, but no parameters were given, so the result would be that of its initial value;"
                        + " pass the current numbers with .parameters(run.parameters()), or the initial ones with"
                        + " .parameters(Parameters.of(graph))");
            }
        }
    }

    /** Returns an independent copy with the same numbers and the same frozen parameters. */
    public Parameters snapshot() {
        Parameters copy = new Parameters(all, model);
        values.forEach((parameter, value) -> System.arraycopy(value, 0, copy.live(parameter), 0, value.length));
        copy.frozen.addAll(frozen);
        copy.isAnyFrozen = isAnyFrozen;
        return copy;
    }

    /**
     * Saves the current numbers to an {@code .npz} file, in the format of {@code numpy.savez}: a zip file with one
     * little-endian float64 array in row-major order for each parameter, named by its label. A file name that ends with
     * {@code .safetensors} selects that format instead. Equal numbers produce equal bytes. Frozen states and the state
     * of optimizers are not saved.
     *
     * <p>The file is replaced atomically: a temporary file in the same directory is written, forced to the disk and
     * renamed. A crash thus leaves either the old file or the new one. The next save of the same file deletes a
     * temporary file left behind. Permissions are preserved, and owner and group if the process may set them. Symbolic
     * links are followed. A read-only file is not replaced.
     *
     * <pre>{@code
     * run.parameters().save(Path.of("model.npz"));         // Python: numpy.load("model.npz")["W"]
     * Parameters.of(graph).load(Path.of("model.npz"));
     * }</pre>
     *
     * @throws IllegalStateException if two parameters have the same name, or if a name is too long or a shape has too
     *     many axes for a file
     * @throws IllegalArgumentException if a name cannot be used in a {@code .safetensors} file
     * @throws IOException if the file cannot be written; an existing file is then unchanged
     */
    public void save(Path file) throws IOException {
        ArrayFile.write(file, arrays(this::live));
    }

    /**
     * Replaces all current numbers, including those of frozen parameters, by those of a file that {@link #save} or
     * NumPy wrote.
     *
     * <p>An {@code .npz} file may be compressed. Its arrays may have the types f8, f4, i1 to i8 and u1 to u4, either
     * byte order, and C or Fortran order, but integers must be exactly representable as float64. A file whose name ends
     * with {@code .safetensors} may have the types that {@link dev.gradus.data.Safetensors} reads. Regardless of the
     * sizes that a file claims, no more data is read than the parameters hold.
     *
     * @throws IllegalStateException if two parameters have the same name, or if a name is too long or a shape has too
     *     many axes for a file
     * @throws FileFormatException if the file does not exist, is malformed, or does not have exactly these names and
     *     shapes; the parameters are then unchanged
     * @throws IOException if the file cannot be read; the parameters are then unchanged
     */
    public void load(Path file) throws IOException {
        List<NamedArray> read = arrays(parameter -> new double[parameter.shape().elements()]);
        try {
            ArrayFile.read(file, "parameters", read);
        } catch (FileFormatException fault) {
            throw new FileFormatException("Parameters: " + fault.getMessage(), fault);
        }
        changed(); // first, because an error may interrupt the copying
        for (int i = 0; i < all.size(); i++) {
            double[] value = read.get(i).values();
            noteChange(all.get(i), Tensor.of(all.get(i).shape(), value));
            System.arraycopy(value, 0, live(all.get(i)), 0, value.length);
        }
    }

    private List<NamedArray> arrays(Function<Parameter, double[]> values) {
        Map<String, Parameter> byName = new HashMap<>();
        List<NamedArray> arrays = new ArrayList<>();
        for (Parameter parameter : all) {
            String name = parameter.label();
            if (name.length() > LONGEST_NAME) {
                throw new IllegalStateException("Parameters: the name " + EntryNames.shown(name)
                        + " is too long for a file; use at most " + LONGEST_NAME + " characters");
            }
            Parameter other = byName.put(name, parameter);
            if (other != null) {
                throw new IllegalStateException("Parameters: two are named '" + name + "': " + other.describe()
                        + " and " + parameter.describe() + "; names in a file must differ, so rename one of them");
            }
            if (parameter.shape().rank() > ArrayFile.MOST_AXES) {
                throw new IllegalStateException("Parameters: the shape " + parameter.shape() + " has "
                        + parameter.shape().rank() + " axes, but a file allows at most " + ArrayFile.MOST_AXES
                        + ", as NumPy does");
            }
            arrays.add(new NamedArray(name, parameter.describe(), parameter.shape(), values.apply(parameter)));
        }
        return arrays;
    }

    /** Freezes parameters, so that optimizers do not change them. */
    public void freeze(Parameter... parameters) {
        Objects.requireNonNull(parameters, "parameters");
        for (Parameter parameter : parameters) {
            live(parameter);
            frozen.add(parameter);
        }
        isAnyFrozen = !frozen.isEmpty();
    }

    /** Undoes {@link #freeze}. */
    public void unfreeze(Parameter... parameters) {
        Objects.requireNonNull(parameters, "parameters");
        for (Parameter parameter : parameters) {
            live(parameter);
            frozen.remove(parameter);
        }
        isAnyFrozen = !frozen.isEmpty();
    }

    /** Returns whether a parameter is frozen. */
    public boolean isFrozen(Parameter parameter) {
        live(parameter);
        return frozen.contains(parameter);
    }

    boolean isAnyFrozen() {
        return isAnyFrozen;
    }

    /** Returns the live array. A caller that changes it must call {@link #changed()}. */
    double[] live(Parameter parameter) {
        double[] value = values.get(parameter);
        if (value == null) {
            Objects.requireNonNull(parameter, "parameter");
            throw new IllegalArgumentException("Parameters: " + parameter.describe() + " is not among them: " + names()
                    + Lookalikes.hint(parameter, all));
        }
        return value;
    }

    void changed() {
        version++;
    }

    /** Increases with every change, so that a run can detect outdated gradients. */
    long version() {
        return version;
    }
}
