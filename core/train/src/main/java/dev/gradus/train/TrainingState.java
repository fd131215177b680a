package dev.gradus.train;

import dev.gradus.file.ArrayFile;
import dev.gradus.file.FileFormatException;
import dev.gradus.file.NamedArray;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that a training remembers, in one file: stopped and gone on with in a new process, it makes the same numbers bit for
 * bit as without a stop.
 *
 * <pre>{@code
 * TrainingState state = TrainingState.of(parameters)
 *         .with("optimizer", adam.memory(parameters))
 *         .with("generator", random);
 * state.save(Path.of("training.npz"));
 * …
 * state.load(Path.of("training.npz"));       // in a new process, of a state that is put together alike
 * }</pre>
 *
 * <p>{@link Trainer#savedIn} does this after every epoch. The file is one as {@link Parameters#save} writes, {@code .npz}
 * or {@code .safetensors} by its name: with the parameters under their own names, and all else under {@code part/name}, as {@code
 * numpy.load("training.npz")["optimizer/m/W"]}. It is replaced as a whole, so that a process that dies meanwhile leaves the
 * old file or the new one. Settings, such as rates and schedules, are the program's and are not saved; the step that a
 * schedule has come to is.
 *
 * <p>Immutable; what it is of changes.
 */
public final class TrainingState {
    private static final char SLASH = '/';

    private final Parameters parameters;
    private final Map<String, Resumable> parts;

    private TrainingState(Parameters parameters, Map<String, Resumable> parts) {
        this.parameters = parameters;
        this.parts = parts;
    }

    /** The state of these parameters. */
    public static TrainingState of(Parameters parameters) {
        Objects.requireNonNull(parameters, "parameters");
        return new TrainingState(parameters, Map.of());
    }

    /**
     * The same with another part.
     *
     * @throws IllegalArgumentException if there is a part of this name already, or the name is empty or has a slash
     */
    public TrainingState with(String name, Resumable part) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(part, "part");
        if (name.isEmpty() || name.indexOf(SLASH) >= 0) {
            throw new IllegalArgumentException(
                    "TrainingState: a part's name must not be empty or hold a slash, but is '" + name + "'");
        }
        Map<String, Resumable> more = new LinkedHashMap<>(parts);
        if (more.putIfAbsent(name, part) != null) {
            throw new IllegalArgumentException("TrainingState: there is a part '" + name + "' already");
        }
        return new TrainingState(parameters, more);
    }

    /** The same with the state of a generator. */
    public TrainingState with(String name, NumpyRandom generator) {
        Objects.requireNonNull(generator, "generator");
        return with(name, new Generator(generator));
    }

    /** A generator's state as a part. */
    record Generator(NumpyRandom random) implements Resumable {
        @Override
        public Map<String, Tensor> state() {
            return Map.of("state", random.state());
        }

        @Override
        public void restore(Map<String, Tensor> state) {
            random.restore(States.get(state, "state"));
        }
    }

    /**
     * Saves all of it.
     *
     * @throws IllegalStateException if two tensors have the same name
     * @throws IOException if it cannot be written; the file is then as it was
     */
    public void save(Path file) throws IOException {
        ArrayFile.write(file, arrays(state()));
    }

    /**
     * Goes on from a saved state.
     *
     * @throws TrainingFileException if the file has not exactly these names with these shapes, is broken or no such file, or
     *     holds numbers that can be no such state; all is then as it was
     * @throws IllegalStateException if two tensors have the same name
     * @throws IOException if it cannot be read; all is then as it was
     */
    public void load(Path file) throws IOException {
        Map<String, Tensor> before = state();
        List<NamedArray> arrays = arrays(before);
        Map<String, Tensor> read = new LinkedHashMap<>();
        try {
            ArrayFile.read(file, "numbers of this training", arrays);
            arrays.forEach(array -> read.put(array.name(), Tensor.of(array.shape(), array.values())));
            restore(read);
        } catch (FileFormatException fault) {
            throw new TrainingFileException("TrainingState: " + fault.getMessage(), fault);
        } catch (IllegalArgumentException fault) {
            restore(before);
            throw new TrainingFileException("TrainingState: " + file + ": " + fault.getMessage(), fault);
        } catch (RuntimeException ofAPart) {
            restore(before);
            throw ofAPart;
        }
    }

    private Map<String, Tensor> state() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (Parameter parameter : parameters.all()) {
            put(all, parameter.label(), parameters.get(parameter));
        }
        parts.forEach((name, part) -> part.state().forEach((what, value) -> put(all, name + SLASH + what, value)));
        return all;
    }

    private static void put(Map<String, Tensor> all, String name, Tensor value) {
        if (all.put(name, value) != null) {
            throw new IllegalStateException("TrainingState: two tensors are named '" + name
                    + "'; a file tells them apart by name, so give one of them another");
        }
    }

    private void restore(Map<String, Tensor> all) {
        parts.forEach((name, part) -> {
            Map<String, Tensor> own = new LinkedHashMap<>();
            for (String what : part.state().keySet()) {
                own.put(what, States.get(all, name + SLASH + what));
            }
            part.restore(own);
        });
        parameters.all().forEach(parameter -> parameters.set(parameter, States.get(all, parameter.label())));
    }

    private static List<NamedArray> arrays(Map<String, Tensor> state) {
        List<NamedArray> arrays = new ArrayList<>();
        state.forEach((name, value) -> arrays.add(NamedArray.of(name, name + " " + value.shape(), value)));
        return arrays;
    }
}
