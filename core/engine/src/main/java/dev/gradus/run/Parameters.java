package dev.gradus.run;

import dev.gradus.file.ArrayFile;
import dev.gradus.file.EntryNames;
import dev.gradus.file.FileFormatException;
import dev.gradus.file.NamedArray;
import dev.gradus.graph.Graph;
import dev.gradus.graph.Lookalikes;
import dev.gradus.node.Parameter;
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
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The current numbers of some parameters. Runs may share them: one trains, another predicts.
 *
 * <p>Not thread-safe. Do not change them while a run in another thread uses them; give that run a {@link #snapshot()}.
 */
public final class Parameters {
    private static final int LONGEST_NAME = 1000;

    private final Map<Parameter, double[]> values = new LinkedHashMap<>();
    private final Set<Parameter> frozen = new HashSet<>();
    private final List<Parameter> all;
    private boolean isAnyFrozen;
    private long version;

    private Parameters(Collection<Parameter> parameters) {
        this.all = List.copyOf(new LinkedHashSet<>(parameters));
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
        return new Parameters(parameters);
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
        value.copyTo(live);
    }

    /** Returns an independent copy with the same numbers and the same frozen parameters. */
    public Parameters snapshot() {
        Parameters copy = new Parameters(all);
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
     * @throws ParameterFileException if the file does not exist, is malformed, or does not have exactly these names and
     *     shapes; the parameters are then unchanged
     * @throws IOException if the file cannot be read; the parameters are then unchanged
     */
    public void load(Path file) throws IOException {
        List<NamedArray> read = arrays(parameter -> new double[parameter.shape().elements()]);
        try {
            ArrayFile.read(file, "parameters", read);
        } catch (FileFormatException fault) {
            throw new ParameterFileException("Parameters: " + fault.getMessage(), fault);
        }
        changed(); // first, because an error may interrupt the copying
        for (int i = 0; i < all.size(); i++) {
            double[] value = read.get(i).values();
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
            String names = all.stream().map(Parameter::label).collect(Collectors.joining(", "));
            Objects.requireNonNull(parameter, "parameter");
            throw new IllegalArgumentException("Parameters: " + parameter.describe() + " is not among them: "
                    + (names.isEmpty() ? "none" : names) + Lookalikes.hint(parameter, all));
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
