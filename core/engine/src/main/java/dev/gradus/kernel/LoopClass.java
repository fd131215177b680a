package dev.gradus.kernel;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Classes that are made while a program runs; each is dropped together with the last loop of it. */
final class LoopClass {
    /** A method of more bytes of instructions than this is never compiled. */
    static final int LARGEST = 8000;

    private static final String THIS = "dev/gradus/kernel/LoopClass";
    private static final String LOOKUP = "java/lang/invoke/MethodHandles";
    private static final String NAME = "dev/gradus/kernel/Generated";
    private static final String LOOP = "dev/gradus/kernel/FusedLoop";

    private LoopClass() {}

    /**
     * The bytes of a class that does this.
     *
     * @param lanes of how many numbers its vectors are; none if it works number by number
     */
    static byte[] of(LoopCode loop, int lanes) {
        ClassFile file = ClassFile.implementing(LOOP, NAME);
        MethodCode initializer = new MethodCode(file, 0);
        if (lanes > 1) {
            file.add(
                    ClassFile.PUBLIC,
                    "vectors",
                    LoopWriter.TYPE,
                    new VectorLoopWriter(file, loop, initializer, lanes).write(lanes));
        }
        MethodCode numbers = new ScalarLoopWriter(file, loop, initializer).write(1);
        file.add(ClassFile.PUBLIC, "numbers", LoopWriter.TYPE, numbers);
        initializer.end();
        file.add(ClassFile.STATIC, "<clinit>", "()V", initializer);
        return file.toArray();
    }

    /**
     * Adds a static field for one of the objects that a class is loaded with; what is constant can be compiled into its code.
     *
     * @param initializer the class's, which fetches the object
     * @param fetch the method of this class that finds it
     */
    static void addConstant(
            ClassFile file, MethodCode initializer, String field, String type, String fetch, int index) {
        file.addStaticField(field, type);
        initializer.invokeStatic(LOOKUP, "lookup", "()L" + LOOKUP + "$Lookup;");
        initializer.push(index);
        initializer.invokeStatic(THIS, fetch, "(L" + LOOKUP + "$Lookup;I)" + type);
        initializer.putStatic(file.name(), field, type);
    }

    /** The formula that a new class asks for. */
    static Formula formula(MethodHandles.Lookup ofClass, int index) throws IllegalAccessException {
        return MethodHandles.classDataAt(ofClass, ConstantDescs.DEFAULT_NAME, Formula.class, index);
    }

    /** The array that a new class asks for. */
    static double[] array(MethodHandles.Lookup ofClass, int index) throws IllegalAccessException {
        return MethodHandles.classDataAt(ofClass, ConstantDescs.DEFAULT_NAME, double[].class, index);
    }

    /** An object of a new class that is loaded with these objects. */
    static <T> T load(byte[] bytes, Class<T> type, List<?> objects) {
        try {
            return type.cast(MethodHandles.lookup()
                    .defineHiddenClassWithClassData(bytes, objects, true)
                    .lookupClass()
                    .getConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("A generated class has no constructor", impossible);
        }
    }
}
