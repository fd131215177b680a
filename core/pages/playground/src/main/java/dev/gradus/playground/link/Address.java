package dev.gradus.playground.link;

import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.data.DataSets;
import dev.gradus.playground.data.Sampling;
import dev.gradus.playground.training.Settings;
import dev.gradus.playground.training.Training;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The whole state of a session as text for an address: letters, digits, - and _. The first letter is the version, and the last
 * three are a checksum. Between them are the bytes of {@link Fields}.
 *
 * @param program the text of the lines
 * @param data the data, with their numbers unless they can be generated again
 * @param seed the seed of the initial weights
 * @param sampling which rows are trained on, at the end, and only if it is not the usual one
 * @param first the settings of the first iteration
 * @param now the present settings
 * @param beginning the initial numbers of weights that do not begin with those of the seed
 * @param events the changes made during training
 * @param iteration the present iteration
 * @param task the task's definition, or the empty string
 * @param page the page's own part
 * @param moment the numbers of the iteration as {@link Training#moment} has them; empty if the training must be repeated
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Address(
        String program,
        DataSet data,
        int seed,
        Sampling sampling,
        Settings first,
        Settings now,
        Map<String, double[]> beginning,
        List<Training.Event> events,
        int iteration,
        String task,
        String page,
        double[] moment) {
    /** The seed of the initial weights until another one is chosen. */
    public static final int USUAL_SEED = 7;

    private static final char VERSION = '1';
    private static final int CHECK = 3;

    /** A limit, because opening a link trains to its iteration. */
    private static final int MOST_ITERATIONS = 100_000;

    private static final int MOST_BYTES = 1 << 20;

    /** Addresses of later iterations contain their numbers, unless they are then longer than this number of letters. */
    private static final int LATE = 1000;

    private static final double[] NO_NUMBERS = {};

    private static final Address EMPTY = new Address(
            "",
            DataSet.none(),
            0,
            Sampling.USUAL,
            Settings.USUAL,
            Settings.USUAL,
            Map.of(),
            List.of(),
            0,
            "",
            "",
            NO_NUMBERS);

    private static final int LONGEST = 8192;
    private static final int MOST_EVENTS = 1000;

    /** Thrown for an invalid address, with a message for the user. */
    public static final class AddressProblem extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AddressProblem(String message) {
            super(message, null, false, false);
        }
    }

    /** Encodes this state, with the numbers of a late iteration if the address is not too long then. */
    public String text(Supplier<double[]> numbers) {
        if (iteration >= LATE) {
            double[] there = numbers.get();
            String longer = new Address(
                            program, data, seed, sampling, first, now, beginning, events, iteration, task, page, there)
                    .text();
            if (there.length > 0 && longer.length() <= LONGEST) {
                return longer;
            }
        }
        return text();
    }

    /** Encodes this state. */
    public String text() {
        return sealed(Fields.write(this, Address::fields));
    }

    /** How many iterations opening it repeats before the page can be used. */
    public int repeats() {
        return moment.length > 0 ? 0 : iteration;
    }

    /** The same without what only the page shows: its own part and the numbers of the iteration. */
    public Address withoutPage() {
        return new Address(
                program, data, seed, sampling, first, now, beginning, events, iteration, task, "", new double[0]);
    }

    /** The same with other lines. */
    public Address with(String lines) {
        return new Address(lines, data, seed, sampling, first, now, beginning, events, iteration, task, page, moment);
    }

    static String sealed(byte... bytes) {
        String body = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return VERSION + body + check(body);
    }

    static byte[] opened(String text) {
        return Base64.getUrlDecoder().decode(text.substring(1, text.length() - CHECK));
    }

    /** What an address holds, in this order. */
    private static Address fields(Fields f, Address a) {
        String program = f.text("the program", a.program);
        DataSet data = data(f, a.data);
        int seed = f.whole(a.seed);
        Settings first = settings(f, a.first);
        Settings now = settings(f, a.now);
        Map<String, double[]> beginning = new LinkedHashMap<>();
        f.list(
                        "set weights",
                        List.copyOf(a.beginning.entrySet()),
                        MOST_EVENTS,
                        Map.entry("", NO_NUMBERS),
                        (each, weight) -> Map.entry(
                                each.text("a weight", weight.getKey()), each.numbers("a weight", weight.getValue())))
                .forEach(weight -> beginning.put(weight.getKey(), weight.getValue()));
        List<Training.Event> events = f.list(
                "changes",
                a.events,
                MOST_EVENTS,
                new Training.Event(0, "", NO_NUMBERS, Settings.USUAL),
                (each, event) -> new Training.Event(
                        each.count("the iteration of a change", event.iteration(), MOST_ITERATIONS),
                        each.text("a weight", event.name()),
                        each.numbers("a weight", event.values()),
                        settings(each, event.settings())));
        int iteration = f.count("the iteration", a.iteration, MOST_ITERATIONS);
        String task = f.text("the task", a.task);
        String page = f.text("the page's part", a.page);
        boolean hasMoment = a.moment.length > 0;
        Sampling sampling =
                f.goesOn(hasMoment || !a.sampling.equals(Sampling.USUAL)) ? sampling(f, a.sampling) : Sampling.USUAL;
        double[] moment = f.goesOn(hasMoment) ? f.numbers("the iteration", a.moment) : NO_NUMBERS;
        return new Address(program, data, seed, sampling, first, now, beginning, events, iteration, task, page, moment);
    }

    private static Sampling sampling(Fields f, Sampling given) {
        Sampling sampling = new Sampling(f.whole(given.heldOut()), f.whole(given.noise()), f.whole(given.batch()));
        if (!sampling.isLegal()) {
            throw new AddressProblem("This link is wrong: it has " + sampling + ".");
        }
        return sampling;
    }

    private static Settings settings(Fields f, Settings given) {
        int last = Settings.NAMES.size() - 1;
        String name = Settings.NAMES.get(f.count("the optimizer", Settings.NAMES.indexOf(given.optimizer()), last));
        double learningRate = f.number(given.learningRate());
        if (!Settings.areLegal(name, learningRate)) {
            throw new AddressProblem("This link is wrong: it has " + new Settings(name, learningRate) + ".");
        }
        return new Settings(name, learningRate);
    }

    /** Data that can be made again have no arrays here. */
    private static DataSet data(Fields f, DataSet given) {
        String source = f.text("the data", given.source());
        int seed = f.whole(given.seed());
        boolean isMade = DataSets.of(source, 0).isPresent();
        int count = f.count(
                "the number of arrays",
                isMade && !given.isChanged() ? 0 : given.tensors().size(),
                2);
        if (count == 0) {
            return f.isReading()
                    ? DataSets.of(source, seed)
                            .orElseThrow(() -> new AddressProblem(
                                    "This link asks for data that this page does not have: " + source + "."))
                    : given;
        }
        String title = f.text("the title", given.title());
        List<String> columns =
                f.list("columns", given.columns(), MOST_EVENTS, "", (each, name) -> each.text("a column", name));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name :
                f.isReading() ? List.of("x", "y") : List.copyOf(given.tensors().keySet())) {
            boolean isExpected = f.text("an array", name).equals(name);
            Tensor tensor = tensor(
                    f,
                    f.isReading()
                            ? Tensor.scalar(0)
                            : Objects.requireNonNull(given.tensors().get(name)));
            if (!isExpected || tensor.shape().rank() == 0 || f.isReading() && count != 2) {
                throw new AddressProblem("This link is wrong: its data are no arrays x and y.");
            }
            tensors.put(name, tensor);
        }
        DataSet data = new DataSet(source, title, seed, isMade, columns, tensors);
        if (data.y().shape().size(0) != data.rows()) {
            throw new AddressProblem("This link is wrong: x and y have different numbers of rows.");
        }
        return data;
    }

    private static Tensor tensor(Fields f, Tensor given) {
        int[] sizes = Arrays.copyOf(
                given.shape().sizes(),
                f.count("the number of axes", given.shape().rank(), 4));
        String[] names = new String[sizes.length];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = f.count("a size", sizes[axis], MOST_BYTES);
            names[axis] = f.text("an axis", f.isReading() ? "" : given.shape().name(axis));
        }
        return Tensor.of(Shape.of(sizes).named(names), f.numbers("an array", given.toArray()));
    }

    /**
     * Decodes a state.
     *
     * @throws AddressProblem if the text is not an address, or is incomplete
     */
    public static Address read(String text) {
        if (text.length() <= 1 + CHECK || text.charAt(0) != VERSION) {
            boolean isNewer = !text.isEmpty() && text.charAt(0) > VERSION && text.charAt(0) <= '9';
            throw new AddressProblem(
                    isNewer
                            ? "This link was made by a newer version of this page. Reload the page."
                            : "This link does not belong to this page.");
        }
        String body = text.substring(1, text.length() - CHECK);
        if (text.length() > 2 * MOST_BYTES || !check(body).equals(text.substring(text.length() - CHECK))) {
            throw new AddressProblem("This link is incomplete: part of it was cut off or changed.");
        }
        try {
            return Fields.read(opened(text), EMPTY, Address::fields);
        } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
            throw new AddressProblem("This link is incomplete: part of it was cut off or changed.");
        }
    }

    /** A checksum of three letters; one wrong text in 262,144 passes. */
    private static String check(String body) {
        int hash = body.hashCode();
        return Link.letters(hash ^ hash >>> 15, CHECK);
    }
}
