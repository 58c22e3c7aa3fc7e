import java.util.Scanner;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;

/** Compiles again and again in one warm JVM: arguments of the Kotlin compiler a line, its exit code's name a line. */
class CompileLoop {
    public static void main(String[] arguments) {
        for (var lines = new Scanner(System.in); lines.hasNextLine();) {
            System.out.println(new K2JVMCompiler().exec(System.err, lines.nextLine().split("\t")));
        }
    }
}
