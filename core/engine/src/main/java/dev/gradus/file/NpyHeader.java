package dev.gradus.file;

import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header of an array in NumPy's {@code .npy} format: its type, order and shape.
 *
 * <p>The format, versions 1.0 to 3.0: six magic bytes, two version bytes, the header's length as a little-endian integer of
 * two bytes (four from version 2 on), and the header, a Python literal padded by spaces so that the numbers start at a
 * multiple of 64.
 *
 * @param descr the type in NumPy's notation
 * @param fortranOrder whether the first axis, rather than the last, is contiguous
 * @param shape the sizes as Python writes them
 */
record NpyHeader(String descr, boolean fortranOrder, String shape) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final int LONGEST = 10_000;

    private static final int ALIGNMENT = 64;

    /** Matches each part once, in any order. Possessive, so that matching takes linear time. */
    private static final Pattern LITERAL =
            Pattern.compile("\\{\\s*+(?:(?:'descr'\\s*+:\\s*+'(?<descr>[^']*+)'|'fortran_order'\\s*+:\\s*+"
                    + "(?<fortran>True|False)|'shape'\\s*+:\\s*+\\((?<shape>[0-9L, ]*+)\\))\\s*+,?+\\s*+){3}\\}\\s*+");

    static NpyHeader of(Shape shape) {
        String sizes = Arrays.stream(shape.sizes()).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return new NpyHeader("<f8", false, shape.rank() == 1 ? sizes + "," : sizes);
    }

    byte[] toBytes() {
        String literal = "{'descr': '" + descr + "', 'fortran_order': " + (fortranOrder ? "True" : "False")
                + ", 'shape': (" + shape + "), }";
        int before = MAGIC.length + 4;
        int padded = -Math.floorDiv(-(before + literal.length() + 1), ALIGNMENT) * ALIGNMENT;
        ByteBuffer bytes = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (padded - before));
        bytes.put(literal.getBytes(StandardCharsets.US_ASCII));
        while (bytes.position() < padded - 1) {
            bytes.put((byte) ' ');
        }
        return bytes.put((byte) '\n').array();
    }

    /**
     * Reads the header, up to the beginning of the numbers.
     *
     * @throws FileFormatException if it is not such a header; the message continues the entry's name
     */
    static NpyHeader read(InputStream in) throws IOException {
        byte[] start = exactly(in, MAGIC.length + 2);
        if (!Arrays.equals(Arrays.copyOf(start, MAGIC.length), MAGIC)) {
            throw new FileFormatException("is not an array in the npy format");
        }
        int version = start[MAGIC.length];
        if (version < 1 || version > 3 || start[MAGIC.length + 1] != 0) {
            throw new FileFormatException("has the unknown npy version " + version + "." + start[MAGIC.length + 1]);
        }
        long length = length(exactly(in, version == 1 ? 2 : 4));
        if (length > LONGEST) {
            throw new FileFormatException(
                    "has a header of " + length + " bytes, more than the " + LONGEST + " that any shape needs");
        }
        return parse(new String(exactly(in, (int) length), StandardCharsets.ISO_8859_1));
    }

    private static NpyHeader parse(String literal) throws FileFormatException {
        Matcher matcher = LITERAL.matcher(literal);
        if (matcher.matches()) {
            String descr = matcher.group("descr"), fortran = matcher.group("fortran"), shape = matcher.group("shape");
            if (descr != null && fortran != null && shape != null) {
                return new NpyHeader(descr, fortran.equals("True"), shape);
            }
        }
        throw new FileFormatException("has a header that does not describe an array of plain numbers");
    }

    private static long length(byte[] littleEndian) {
        long length = 0;
        for (int i = littleEndian.length - 1; i >= 0; i--) {
            length = length << 8 | Byte.toUnsignedLong(littleEndian[i]);
        }
        return length;
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("it ends within the header, after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    /**
     * Returns the shape.
     *
     * @throws FileFormatException if a Java array cannot have it; the message continues the array's name
     */
    Shape toShape() throws FileFormatException {
        return toShape(sizes());
    }

    /**
     * Returns the shape of one row, that is, of one index of the first axis.
     *
     * @throws FileFormatException if there is no axis, or a Java array cannot have this shape
     */
    Shape rowShape() throws FileFormatException {
        long[] sizes = sizes();
        if (sizes.length == 0) {
            throw new FileFormatException("has no rows: it is a single number");
        }
        return toShape(Arrays.copyOfRange(sizes, 1, sizes.length));
    }

    private Shape toShape(long[] sizes) throws FileFormatException {
        return Sizes.toShape(sizes, shape);
    }

    /**
     * Returns the sizes along the axes.
     *
     * @throws FileFormatException if they are not sizes
     */
    long[] sizes() throws FileFormatException {
        String plain = plain();
        String[] texts = plain.isEmpty() ? new String[0] : plain.split(",", -1);
        long[] sizes = new long[texts.length];
        for (int axis = 0; axis < texts.length; axis++) {
            if (!texts[axis].matches("[0-9]{1,18}")) {
                throw new FileFormatException(
                        "has the shape (" + EntryNames.shown(shape) + "), which is not a valid shape");
            }
            sizes[axis] = Long.parseLong(texts[axis]);
        }
        Sizes.requireFewAxes(sizes);
        return sizes;
    }

    /** Returns whether this is the shape. The file may contain any numbers. */
    boolean isOf(Shape wanted) {
        return of(wanted).plain().equals(plain());
    }

    /** Returns the sizes without spaces, and without the L that Python 2 appended. */
    private String plain() {
        String plain = Arrays.stream(shape.split(",", -1))
                .map(size -> size.strip().replaceFirst("(?<=[0-9])L$", ""))
                .collect(Collectors.joining(","));
        return plain.endsWith(",") ? plain.substring(0, plain.length() - 1) : plain;
    }
}
