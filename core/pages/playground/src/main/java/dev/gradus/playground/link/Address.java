package dev.gradus.playground.link;

import dev.gradus.playground.data.DataSet;
import dev.gradus.playground.data.DataSets;
import dev.gradus.playground.data.Sampling;
import dev.gradus.playground.training.Settings;
import dev.gradus.playground.training.Training;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The whole state of a session as text for an address: letters, digits, - and _. The first letter is the version, and the last
 * three are a checksum. The bytes between them hold strings (length, then UTF-8), integers in groups of seven bits, and
 * float64 values. A float64 that is a short decimal is written as its digits.
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
        Bytes bytes = new Bytes();
        bytes.text(program);
        data(bytes);
        bytes.whole(seed);
        settings(bytes, first);
        settings(bytes, now);
        bytes.whole(beginning.size());
        beginning.forEach((name, numbers) -> {
            bytes.text(name);
            bytes.numbers(numbers);
        });
        bytes.whole(events.size());
        for (Training.Event event : events) {
            bytes.whole(event.iteration());
            bytes.text(event.name());
            bytes.numbers(event.values());
            settings(bytes, event.settings());
        }
        bytes.whole(iteration);
        bytes.text(task);
        bytes.text(page);
        boolean hasMoment = moment.length > 0;
        if (hasMoment || !sampling.equals(Sampling.USUAL)) {
            bytes.whole(sampling.heldOut());
            bytes.whole(sampling.noise());
            bytes.whole(sampling.batch());
        }
        if (hasMoment) {
            bytes.numbers(moment);
        }
        return sealed(bytes.all());
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

    private void data(Bytes bytes) {
        bytes.text(data.source());
        bytes.whole(data.seed());
        boolean isMade = DataSets.of(data.source(), 0).isPresent() && !data.isChanged();
        bytes.whole(isMade ? 0 : data.tensors().size());
        if (!isMade) {
            bytes.text(data.title());
            bytes.whole(data.columns().size());
            data.columns().forEach(bytes::text);
            data.tensors().forEach((name, tensor) -> {
                bytes.text(name);
                bytes.whole(tensor.shape().rank());
                for (int axis = 0; axis < tensor.shape().rank(); axis++) {
                    bytes.whole(tensor.shape().size(axis));
                    bytes.text(tensor.shape().name(axis));
                }
                bytes.numbers(tensor.toArray());
            });
        }
    }

    private static void settings(Bytes bytes, Settings settings) {
        bytes.whole(Settings.NAMES.indexOf(settings.optimizer()));
        bytes.number(settings.learningRate());
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
            return read(new Bytes(opened(text)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
            throw new AddressProblem("This link is incomplete: part of it was cut off or changed.");
        }
    }

    private static Address read(Bytes bytes) {
        String program = bytes.text();
        DataSet data = readData(bytes);
        int seed = bytes.whole();
        Settings first = readSettings(bytes);
        Settings now = readSettings(bytes);
        Map<String, double[]> beginning = new LinkedHashMap<>();
        for (int left = bytes.count(MOST_EVENTS); left > 0; left--) {
            beginning.put(bytes.text(), bytes.numbers());
        }
        List<Training.Event> events = new ArrayList<>();
        for (int left = bytes.count(MOST_EVENTS); left > 0; left--) {
            events.add(new Training.Event(
                    bytes.count(MOST_ITERATIONS), bytes.text(), bytes.numbers(), readSettings(bytes)));
        }
        int iteration = bytes.count(MOST_ITERATIONS);
        String task = bytes.text();
        String page = bytes.text();
        Sampling sampling =
                bytes.isAtEnd() ? Sampling.USUAL : new Sampling(bytes.whole(), bytes.whole(), bytes.whole());
        if (!sampling.isLegal()) {
            throw new IndexOutOfBoundsException("no such sampling");
        }
        double[] moment = bytes.isAtEnd() ? new double[0] : bytes.numbers();
        return new Address(program, data, seed, sampling, first, now, beginning, events, iteration, task, page, moment);
    }

    private static DataSet readData(Bytes bytes) {
        String source = bytes.text();
        int seed = bytes.whole();
        int count = bytes.count(10);
        if (count == 0) {
            return DataSets.of(source, seed)
                    .orElseThrow(() -> new AddressProblem(
                            "This link asks for data that this page does not have: " + source + "."));
        }
        String title = bytes.text();
        List<String> columns = new ArrayList<>();
        for (int left = bytes.count(MOST_EVENTS); left > 0; left--) {
            columns.add(bytes.text());
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int left = count; left > 0; left--) {
            String name = left == count ? "x" : "y";
            boolean isExpected = bytes.text().equals(name);
            int[] sizes = new int[bytes.count(4)];
            if (!isExpected || sizes.length == 0 || count != 2) {
                throw new IndexOutOfBoundsException("no such data");
            }
            String[] names = new String[sizes.length];
            for (int axis = 0; axis < sizes.length; axis++) {
                sizes[axis] = bytes.count(MOST_BYTES);
                names[axis] = bytes.text();
            }
            tensors.put(name, Tensor.of(Shape.of(sizes).named(names), bytes.numbers()));
        }
        boolean isMade = DataSets.of(source, 0).isPresent();
        DataSet data = new DataSet(source, title, seed, isMade, columns, tensors);
        if (data.y().shape().size(0) != data.rows()) {
            throw new IndexOutOfBoundsException("as many rows of x as of y");
        }
        return data;
    }

    private static Settings readSettings(Bytes bytes) {
        int optimizer = bytes.count(Settings.NAMES.size() - 1);
        double learningRate = bytes.number();
        String name = Settings.NAMES.get(optimizer);
        if (!Settings.areLegal(name, learningRate)) {
            throw new IndexOutOfBoundsException("no such learning rate");
        }
        return new Settings(name, learningRate);
    }

    /** A checksum of three letters; one wrong text in 262,144 passes. */
    private static String check(String body) {
        int hash = body.hashCode();
        int mixed = hash ^ hash >>> 15;
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        StringBuilder check = new StringBuilder();
        for (int i = 0; i < CHECK; i++) {
            check.append(letters.charAt((mixed >>> (6 * i)) & 63));
        }
        return check.toString();
    }

    /** A buffer of bytes to write or read. */
    private static final class Bytes {
        private static final double[] TENS = {1, 10, 100, 1000, 1e4, 1e5};

        private byte[] bytes;
        private int at;

        Bytes() {
            bytes = new byte[256];
        }

        Bytes(byte... read) {
            bytes = read;
        }

        byte[] all() {
            return Arrays.copyOf(bytes, at);
        }

        private void put(int one) {
            if (at == bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * at);
            }
            bytes[at++] = (byte) one;
        }

        private int get() {
            return bytes[at++] & 255; // throws if bytes are missing
        }

        boolean isAtEnd() {
            return at >= bytes.length;
        }

        void whole(int value) {
            int rest = value << 1 ^ value >> 31; // small negative numbers are short too
            while ((rest & ~127) != 0) {
                put((rest & 127) | 128);
                rest >>>= 7;
            }
            put(rest);
        }

        int whole() {
            int value = 0;
            int shift = 0;
            int one;
            do {
                one = get();
                value |= (one & 127) << shift;
                shift += 7;
            } while (one > 127 && shift < 35);
            return value >>> 1 ^ -(value & 1);
        }

        int count(int most) {
            int count = whole();
            if (count < 0 || count > most) {
                throw new IndexOutOfBoundsException("no such number");
            }
            return count;
        }

        void text(String value) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            whole(utf8.length);
            for (byte one : utf8) {
                put(one);
            }
        }

        String text() {
            int length = count(bytes.length - at);
            at += length;
            return new String(bytes, at - length, length, StandardCharsets.UTF_8);
        }

        /** Writes a float64, as m · 10ᵉ if that is exact and m and e are small. */
        void number(double value) {
            for (int decimals = 0; decimals < TENS.length; decimals++) {
                double scaled = value * TENS[decimals];
                boolean isWhole = scaled == Math.floor(scaled) && Math.abs(scaled) < 1e8;
                boolean isNegativeZero = value == 0 && 1 / value < 0;
                if (isWhole && !isNegativeZero && decimal((int) scaled, decimals) == value) {
                    put(decimals);
                    whole((int) scaled);
                    return;
                }
            }
            put(255);
            long bits = Double.doubleToRawLongBits(value);
            for (int shift = 0; shift < 64; shift += 8) {
                put((int) (bits >>> shift) & 255);
            }
        }

        double number() {
            int decimals = get();
            if (decimals != 255) {
                return decimal(whole(), decimals);
            }
            long bits = 0;
            for (int shift = 0; shift < 64; shift += 8) {
                bits |= (long) get() << shift;
            }
            return Double.longBitsToDouble(bits);
        }

        /** The quotient of two whole numbers, rounded once. */
        private static double decimal(int digits, int decimals) {
            return digits / TENS[decimals];
        }

        void numbers(double... values) {
            whole(values.length);
            for (double value : values) {
                number(value);
            }
        }

        double[] numbers() {
            double[] values = new double[count(bytes.length - at)];
            for (int i = 0; i < values.length; i++) {
                values[i] = number();
                if (!Double.isFinite(values[i])) {
                    throw new IndexOutOfBoundsException("not a number");
                }
            }
            return values;
        }
    }
}
