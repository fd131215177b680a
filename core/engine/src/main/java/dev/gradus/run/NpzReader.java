package dev.gradus.run;

import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** One reading of an {@code .npz} file, with all that differs from the parameters that are wanted. */
final class NpzReader {
    private final Path file;
    private final ZipFile zip;
    private final Map<String, Parameter> wanted;
    private final Map<Parameter, double[]> values = new LinkedHashMap<>();
    private final List<String> unexpected = new ArrayList<>();
    private final List<String> shapes = new ArrayList<>();

    private NpzReader(Path file, ZipFile zip, Map<String, Parameter> wanted) {
        this.file = file;
        this.zip = zip;
        this.wanted = wanted;
    }

    /** The numbers of a file, all of them right. */
    static Map<Parameter, double[]> read(Path file, Parameters parameters) throws IOException {
        Map<String, Parameter> wanted = EntryNames.byEntry(parameters);
        if (!file.getFileSystem().equals(FileSystems.getDefault())) {
            throw new ParameterFileException("Parameters: " + file + " is in another file system than the operating"
                    + " system's, which zip files are not read from; copy it first");
        }
        ZipEnd.check(file);
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            return new NpzReader(file, zip, wanted).read();
        } catch (ZipException | EOFException | IllegalArgumentException broken) {
            throw new ParameterFileException("Parameters: " + file + " is broken: " + reason(broken), broken);
        }
    }

    private Map<Parameter, double[]> read() throws IOException {
        Set<String> found = new HashSet<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            String name = entry.getName();
            if (!found.add(name)) {
                throw new ParameterFileException("Parameters: " + file + " holds " + EntryNames.shown(name) + " twice");
            }
            Parameter parameter = wanted.get(name);
            if (parameter == null) {
                unexpected.add(EntryNames.shown(
                        name.endsWith(EntryNames.SUFFIX)
                                ? name.substring(0, name.length() - EntryNames.SUFFIX.length())
                                : name));
            } else {
                read(entry, parameter);
            }
        }
        List<String> missing = wanted.entrySet().stream()
                .filter(each -> !found.contains(each.getKey()))
                .map(each -> each.getValue().describe())
                .toList();
        if (!missing.isEmpty() || !unexpected.isEmpty() || !shapes.isEmpty()) {
            throw new ParameterFileException("Parameters: " + file + " does not hold these parameters:"
                    + line("missing", missing) + line("unexpected", unexpected) + line("of another shape", shapes));
        }
        return values;
    }

    private static String line(String what, List<String> items) {
        return items.isEmpty() ? "" : "\n  " + what + ": " + EntryNames.listed(items);
    }

    private void read(ZipEntry entry, Parameter parameter) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
            NpyHeader header = NpyHeader.read(in);
            if (!header.isOf(parameter.shape())) {
                shapes.add(parameter.describe() + " is (" + EntryNames.shown(header.shape()) + ") there");
                return;
            }
            NpyType type = NpyType.of(header.descr())
                    .orElseThrow(() -> new ParameterFileException("is of the type " + EntryNames.shown(header.descr())
                            + "; read are f4, f8, i1 to i8 and u1 to u4"));
            double[] value = new double[parameter.shape().elements()];
            type.read(in, value);
            if (in.read() >= 0) {
                throw new ParameterFileException("goes on after its last number");
            }
            if (in.getChecksum().getValue() != entry.getCrc()) {
                throw new ParameterFileException("has another checksum than was written");
            }
            values.put(parameter, header.fortranOrder() ? rowMajor(value, parameter.shape()) : value);
        } catch (ParameterFileException
                | ZipException
                | EOFException
                | IllegalArgumentException
                | ArithmeticException fault) {
            throw new ParameterFileException(
                    "Parameters: " + file + ": the array of " + parameter.describe() + ": " + reason(fault), fault);
        }
    }

    /** The JDK throws some exceptions without a message. */
    private static String reason(Exception fault) {
        if (fault.getMessage() != null) {
            return fault.getMessage();
        }
        return fault instanceof EOFException
                ? "the file ends before it"
                : fault.getClass().getName();
    }

    /** From the order in which the first axis is contiguous: row-major of the sizes backwards. */
    private static double[] rowMajor(double[] columnMajor, Shape shape) {
        Shape backwards = Shape.of(reversed(shape.sizes()));
        double[] value = new double[columnMajor.length];
        for (int i = 0; i < value.length; i++) {
            value[shape.position(reversed(backwards.index(i)))] = columnMajor[i];
        }
        return value;
    }

    private static int[] reversed(int[] numbers) {
        int[] reversed = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            reversed[i] = numbers[numbers.length - 1 - i];
        }
        return reversed;
    }
}
