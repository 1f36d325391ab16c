# Steht da, wenn für eine weitere Nachricht kein Platz ist.
busy = Gerade kommt sehr viel auf einmal bei mir an, deshalb konnte ich das nicht annehmen. Es wurde nichts notiert. Bitte schick es in einer Minute noch einmal.
busy-form = Gerade kommt sehr viel auf einmal bei mir an. Bitte drück den Knopf in einer Minute noch einmal; nichts wird doppelt notiert.
